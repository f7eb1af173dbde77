import { type Cap, DEFAULT_CAP } from '#flows/placement.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { capPer } from '../edit/edit-placements.ts'

interface CapFieldsProps {
  readonly cap: Cap | undefined
  readonly onChange: (cap: Cap, key?: string) => void
}

const PERS = [
  { id: 'session', label: 'a visit' },
  { id: 'visitor', label: 'a visitor, ever' },
  { id: 'days', label: 'a visitor, within days' },
] as const

const DAYS = 30

/** How often one visitor gets it unasked. */
export function CapFields({ cap = DEFAULT_CAP, onChange }: CapFieldsProps) {
  const days = cap.per === 'visitor' ? cap.days : undefined
  const counted = days !== undefined ? 'days' : cap.per
  const pick = (id: string) =>
    onChange(capPer(cap, id === 'session' ? 'session' : 'visitor', id === 'days' ? DAYS : undefined))
  return (
    <>
      <NumberField
        label="At most"
        unit={cap.times === 1 ? 'time' : 'times'}
        min={1}
        max={1000}
        value={cap.times}
        onNumber={times => times !== null && onChange({ ...cap, times }, 'times')}
      />
      <SelectField label="Counted for" value={counted} options={PERS} onPick={pick} />
      {days !== undefined && (
        <NumberField
          label="Within"
          unit="days"
          min={1}
          max={3650}
          value={days}
          onNumber={next => next !== null && onChange(capPer(cap, 'visitor', next), 'days')}
        />
      )}
    </>
  )
}
