import './snippets.css'
import { useState } from 'preact/hooks'
import type { Doubt } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { inWords } from '../conditions/condition-rows.ts'
import { factsFor } from '../conditions/fact-catalog.ts'
import { addDoubt, changeDoubt, removeDoubt } from '../edit/edit-doubts.ts'
import { useFlow } from '../editor/editor-context.ts'
import { FoldedItem } from './folded-item.tsx'

/** Answers that hardly go together: what is asked about once more, and in which words. */
export function DoubtsForm() {
  const { flow, readOnly, editFlow } = useFlow()
  const doubts = flow.doubts ?? []
  const [open, setOpen] = useState<string | null>(null)
  const add = () => {
    const added = addDoubt(flow, { fact: factsFor(flow, 'step')[0]?.fact ?? 'lang', known: true })
    editFlow(() => added.flow)
    setOpen(added.id)
  }
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">What does not add up</legend>
      <p class="quiet">
        While these answers stand together, the last one is asked about once more. The visitor confirms or changes it
        and goes on; nobody is refused.
      </p>
      {doubts.length > 0 && (
        <ul class="folded">
          {doubts.map(doubt => (
            <DoubtRow
              key={doubt.id}
              doubt={doubt}
              open={open === doubt.id}
              onToggle={() => setOpen(open === doubt.id ? null : doubt.id)}
            />
          ))}
        </ul>
      )}
      {!readOnly && (
        <div>
          <button type="button" class="button" data-size="small" onClick={add}>
            <Icon name="plus" />
            Add a doubt
          </button>
        </div>
      )}
    </fieldset>
  )
}

interface DoubtRowProps {
  readonly doubt: Doubt
  readonly open: boolean
  readonly onToggle: () => void
}

function DoubtRow({ doubt: { id, when, text }, open, onToggle }: DoubtRowProps) {
  const { flow, readOnly, editFlow, editWide } = useFlow()
  const facts = factsFor(flow, 'step')
  const set = (change: Partial<Doubt>, what: string) =>
    editFlow(before => changeDoubt(before, id, change), `doubts.${id}.${what}`)
  const onRemove = () => editWide(before => ({ flow: removeDoubt(before, id), notes: [] }), 'The doubt was removed')
  return (
    <FoldedItem
      title={text}
      words={inWords(when, facts)}
      isOpen={open}
      onToggle={onToggle}
      remove={readOnly ? undefined : { label: 'Remove this doubt', onRemove }}
    >
      <ConditionEditor
        label="Ask once more when"
        condition={when}
        facts={facts}
        onChange={next => set({ when: next }, 'when')}
      />
      <TextAreaField
        label="What the visitor reads"
        hint="A question they can answer with yes. Name both answers; blame nobody."
        rows={2}
        value={text}
        maxLength={600}
        error={text.trim() ? undefined : 'Write what to ask.'}
        onText={words => set({ text: words }, 'text')}
      />
    </FoldedItem>
  )
}
