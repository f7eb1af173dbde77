import { useId } from 'preact/hooks'
import { useFlow } from '../editor/editor-context.ts'
import { textOf } from '../flow-words.ts'

interface TargetSelectProps {
  readonly label: string
  /** Only later steps can be reached. */
  readonly from: string
  readonly to: string
  /** Offers the step after this one as the empty value. */
  readonly orNext?: boolean
  readonly onPick: (to: string) => void
}

const LONGEST = 48

/** Chooses a later step by its words. */
export function TargetSelect({ label, from, to, orNext, onPick }: TargetSelectProps) {
  const { flow, readOnly } = useFlow()
  const id = useId()
  const at = flow.steps.findIndex(step => step.id === from)
  const later = flow.steps.slice(at + 1)
  const known = to === '' || later.some(step => step.id === to)
  return (
    <span class="target">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={to}
        disabled={readOnly}
        onChange={event => onPick(event.currentTarget.value)}
      >
        {orNext && <option value="">the next step</option>}
        {!known && <option value={to}>{to} (cannot be reached from here)</option>}
        {later.map((step, index) => (
          <option key={step.id} value={step.id}>
            {at + index + 2}. {shortened(textOf(step))}
          </option>
        ))}
      </select>
    </span>
  )
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 2).trimEnd()}…` : text
}
