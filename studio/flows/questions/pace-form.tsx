import type { Flow } from '#flows/flow.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { useFlow } from '../editor/editor-context.ts'

/** How messages arrive, and for how long a conversation that was left waits. */
export function PaceForm() {
  const { flow, readOnly, editFlow } = useFlow()
  const { resume = {} } = flow
  const wait = (unit: 'minutes' | 'days', number: number | null) =>
    editFlow(before => withResume(before, unit, number), `resume.${unit}`)
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">Pace and return</legend>
      <label class="choice">
        <input
          type="checkbox"
          checked={flow.rhythm !== 'none'}
          onChange={event => {
            const typing = event.currentTarget.checked
            editFlow(({ rhythm: _rhythm, ...rest }) => (typing ? rest : { ...rest, rhythm: 'none' }), 'rhythm')
          }}
        />
        <span>Messages arrive in the rhythm of typing, which nobody has to wait for</span>
      </label>
      <div class="row">
        <NumberField
          label="A conversation waits"
          hint="In the same tab, without consent."
          unit="minutes"
          min={1}
          max={1440}
          placeholder="30"
          value={resume.minutes}
          onNumber={number => wait('minutes', number)}
        />
        <NumberField
          label="And with consent"
          hint="In any tab of the browser."
          unit="days"
          min={1}
          max={90}
          placeholder="7"
          value={resume.days}
          onNumber={number => wait('days', number)}
        />
      </div>
    </fieldset>
  )
}

/** What the closed line says. */
export function paceInWords({ rhythm, resume = {} }: Flow): string {
  const { minutes = 30, days = 7 } = resume
  return `${rhythm === 'none' ? 'At once' : 'Typing rhythm'} · waits ${minutes} min, with consent ${days} ${days === 1 ? 'day' : 'days'}`
}

function withResume({ resume, ...flow }: Flow, unit: 'minutes' | 'days', number: number | null): Flow {
  const { [unit]: _before, ...others } = resume ?? {}
  const next = number === null ? others : { ...others, [unit]: number }
  return Object.keys(next).length > 0 ? { ...flow, resume: next } : flow
}
