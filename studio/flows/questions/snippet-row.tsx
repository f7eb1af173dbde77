import { useState } from 'preact/hooks'
import type { Snippet } from '#flows/flow.ts'
import { plainText } from '#flows/rich-text.ts'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { changeSnippet, removeSnippet, toQuestions } from '../edit/edit-snippets.ts'
import { useFlow } from '../editor/editor-context.ts'
import { FoldedItem } from './folded-item.tsx'
import { LinkFields } from './link-fields.tsx'

interface SnippetRowProps {
  readonly snippet: Snippet
  readonly open: boolean
  readonly onToggle: () => void
}

/** One approved reply: the questions it answers, what it says, where it leads. */
export function SnippetRow({ snippet, open, onToggle }: SnippetRowProps) {
  const { readOnly, editFlow, editWide } = useFlow()
  const { id, questions, text, link } = snippet
  // An empty line is no question yet, and stays while it is typed.
  const [typed, setTyped] = useState(questions.join('\n'))
  const set = (change: Partial<Snippet>, what: string) =>
    editFlow(flow => changeSnippet(flow, id, change), `snippets.${id}.${what}`)
  const onRemove = () => editWide(flow => ({ flow: removeSnippet(flow, id), notes: [] }), 'The reply was removed')
  return (
    <FoldedItem
      title={questions[0] ?? ''}
      words={plainText(text).replaceAll('\n', ' · ')}
      isOpen={open}
      onToggle={onToggle}
      remove={readOnly ? undefined : { label: 'Remove this reply', onRemove }}
    >
      <TextAreaField
        label="Questions it answers"
        hint="One a line: as visitors put it, or only its key words."
        rows={2}
        value={typed}
        maxLength={2000}
        error={typed.trim() ? undefined : 'Write at least one question.'}
        onText={text => {
          setTyped(text)
          const next = toQuestions(text)
          if (next.length > 0) set({ questions: next }, 'questions')
        }}
      />
      <TextAreaField
        label="Reply"
        hint="Takes **bold**, *italic*, [links](https://…) and lines that begin with a dash."
        value={text}
        maxLength={600}
        onText={reply => set({ text: reply }, 'text')}
      />
      <LinkFields link={link} label="Link" onLink={next => set({ link: next }, 'link')} />
    </FoldedItem>
  )
}
