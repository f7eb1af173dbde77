import type { DecideStep } from '#flows/flow.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { changeStep } from '../edit/edit-steps.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'
import { OUTCOMES, outcomeLabel } from '../flow-words.ts'
import { TargetSelect } from './target-select.tsx'

/** Where each outcome of the routing leads, and what happens when the server cannot be asked. */
export function DecideEditor({ step }: { readonly step: DecideStep }) {
  const { routing } = useEditor().draft.value
  const { flow, readOnly, editFlow } = useFlow()
  const set = (change: Partial<DecideStep>) => editFlow(before => changeStep(before, step, change))
  const used = Object.entries(step.outcomes)
  const decided = [...routing.rules.map(({ outcome }) => outcome), routing.fallback.outcome]
  const missing = [...new Set([...decided, ...Object.keys(OUTCOMES)])].filter(outcome => !(outcome in step.outcomes))
  return (
    <fieldset class="jumps">
      <legend class="label">The score and the routing decide; then</legend>
      {used.map(([outcome, to]) => (
        <div class="row" key={outcome}>
          <TargetSelect
            label={outcomeLabel(outcome)}
            from={step.id}
            to={to}
            onPick={picked => set({ outcomes: { ...step.outcomes, [outcome]: picked } })}
          />
          {!readOnly && (
            <IconButton
              label={`Remove “${outcomeLabel(outcome)}”`}
              icon="trash"
              onClick={() => set({ outcomes: Object.fromEntries(used.filter(([one]) => one !== outcome)) })}
            />
          )}
        </div>
      ))}
      {!readOnly && missing.length > 0 && (
        <select
          class="input"
          data-size="small"
          aria-label="Add an outcome"
          value=""
          onChange={event => set({ outcomes: { ...step.outcomes, [event.currentTarget.value]: step.fallback } })}
        >
          <option value="">Add an outcome…</option>
          {missing.map(outcome => (
            <option key={outcome} value={outcome}>
              {outcomeLabel(outcome)}
            </option>
          ))}
        </select>
      )}
      <TargetSelect
        label="Any other outcome, or no answer in time"
        from={step.id}
        to={step.fallback}
        onPick={fallback => set({ fallback })}
      />
      <label class="choice">
        <input
          type="checkbox"
          disabled={readOnly}
          checked={flow.stopEarly === true}
          onChange={event => {
            const { checked } = event.currentTarget
            editFlow(({ stopEarly: _before, ...others }) => (checked ? { ...others, stopEarly: true } : others))
          }}
        />
        <span>
          Ask no more than it takes
          <small>Once no further answer can change the outcome, only name, e-mail and consent are asked.</small>
        </span>
      </label>
      {flow.steps.at(-1)?.id === step.id && <p class="quiet">Put an end after this step first.</p>}
    </fieldset>
  )
}
