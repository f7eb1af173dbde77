import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { addRule, changeFallback } from '../edit/edit-routing.ts'
import { useEditor, useRouting } from '../editor/editor-context.ts'
import { OUTCOME_OPTIONS } from '../flow-words.ts'
import { PartNotes } from '../points/part-notes.tsx'
import { AssignSelect } from './assign-select.tsx'
import { RuleItem } from './rule-item.tsx'

/** The rules in order: the first that holds decides. */
export function RuleList() {
  const editor = useEditor()
  const { routing, readOnly, editRouting } = useRouting()
  const [open, setOpen] = useState<string | null>(null)
  const { fallback } = routing
  const add = () => {
    editRouting(addRule)
    setOpen(editor.draft.value.routing.rules.at(-1)?.id ?? null)
  }
  return (
    <section class="room-part-list">
      <header>
        <h2>Rules</h2>
        <p class="quiet">
          Looked at from the top. The first that holds decides what the visitor gets and who gets the lead.
        </p>
      </header>
      <ol class="panel routing-rules">
        {routing.rules.map((rule, index) => (
          <RuleItem
            key={rule.id}
            rule={rule}
            index={index}
            open={open === rule.id}
            onToggle={() => setOpen(open === rule.id ? null : rule.id)}
          />
        ))}
        <li class="routing-rule">
          <div class="rule-form">
            <h3>When no rule holds</h3>
            <div class="numbers">
              <SelectField
                label="Outcome"
                value={fallback.outcome}
                options={OUTCOME_OPTIONS}
                onPick={outcome => editRouting(before => changeFallback(before, { outcome }))}
              />
              <AssignSelect
                assign={fallback.assign}
                onPick={assign =>
                  editRouting(before => ({
                    ...before,
                    fallback: { outcome: fallback.outcome, ...(assign && { assign }) },
                  }))
                }
              />
            </div>
            <PartNotes part="routing" prefix="/fallback" />
          </div>
        </li>
      </ol>
      {!readOnly && (
        <div>
          <button type="button" class="button" data-size="small" onClick={add}>
            <Icon name="plus" />
            Add a rule
          </button>
        </div>
      )}
    </section>
  )
}
