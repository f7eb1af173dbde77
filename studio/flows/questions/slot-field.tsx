import type { AskStep } from '#flows/flow.ts'
import type { LifecycleSettings } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { useLoad } from '../../ui/use-load.ts'

interface SlotFieldProps {
  readonly step: AskStep
  readonly onPick: (slot: string | undefined) => void
}

/** Which slot of the team's framework the answer fills on the lead card. */
export function SlotField({ step, onPick }: SlotFieldProps) {
  // Without an answer the slot that is set stays readable.
  const { data } = useLoad('lifecycle', () => get<LifecycleSettings>('/lifecycle'))
  const slots = data?.rules?.slots ?? []
  if (slots.length === 0 && step.slot === undefined) return null
  return (
    <SelectField
      label="Fills the slot"
      hint="What sales has to know: the lead card shows this answer there."
      value={step.slot ?? ''}
      options={[{ id: '', label: 'By its kind or name' }, ...slots]}
      onPick={slot => onPick(slot || undefined)}
    />
  )
}
