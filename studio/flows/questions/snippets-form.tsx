import './snippets.css'
import { useState } from 'preact/hooks'
import { findSnippet } from '#flows/snippets.ts'
import { Icon } from '../../ui/icon.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { addSnippet } from '../edit/edit-snippets.ts'
import { useFlow } from '../editor/editor-context.ts'
import { SnippetRow } from './snippet-row.tsx'

/** Approved replies to what visitors type as a question, and a place to try whether one would be found. */
export function SnippetsForm() {
  const { flow, readOnly } = useFlow()
  const snippets = flow.snippets ?? []
  const [open, setOpen] = useState<string | null>(null)
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">Replies to questions</legend>
      <p class="quiet">
        A visitor who types a question gets the reply that surely fits. Where none does, a person is promised, the
        question stands on top of the lead card, and the conversation goes on.
      </p>
      {snippets.length > 0 && (
        <ul class="folded">
          {snippets.map(snippet => (
            <SnippetRow
              key={snippet.id}
              snippet={snippet}
              open={open === snippet.id}
              onToggle={() => setOpen(open === snippet.id ? null : snippet.id)}
            />
          ))}
        </ul>
      )}
      {!readOnly && <AddSnippet onAdded={setOpen} />}
      {snippets.length > 0 && <TryQuestion />}
    </fieldset>
  )
}

function AddSnippet({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const { flow, editFlow } = useFlow()
  const [question, setQuestion] = useState('')
  const add = (event: Event) => {
    event.preventDefault()
    if (!question.trim()) return
    const added = addSnippet(flow, question.trim())
    editFlow(() => added.flow)
    setQuestion('')
    onAdded(added.id)
  }
  return (
    <form class="snippet-add" onSubmit={add}>
      <input
        class="input"
        aria-label="Another question to reply to"
        placeholder="Another question, as visitors put it"
        maxLength={200}
        value={question}
        onInput={event => setQuestion(event.currentTarget.value)}
      />
      <button type="submit" class="button" data-size="small">
        <Icon name="plus" />
        Add
      </button>
    </form>
  )
}

function TryQuestion() {
  const { flow } = useFlow()
  const [asked, setAsked] = useState('')
  const found = asked.trim() ? findSnippet(flow.snippets ?? [], asked) : undefined
  return (
    <div class="snippet-try">
      <TextField label="Try a question" value={asked} placeholder="Do you have single sign-on?" onText={setAsked} />
      <p role="status" class="quiet">
        {asked.trim() &&
          (found ? `Gets the reply to “${found.questions[0]}”.` : 'No reply surely fits: a person is promised.')}
      </p>
    </div>
  )
}
