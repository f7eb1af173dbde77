import type { Trigger } from '#flows/placement.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { startTrigger, type TriggerKind } from '../edit/edit-placements.ts'
import { MOMENTS } from './placement-words.ts'

interface TriggerFieldsProps {
  readonly trigger: Trigger | undefined
  readonly onChange: (trigger: Trigger | undefined, key?: string) => void
}

/** The moment a flow comes up. One that waits for several things at once is edited as JSON. */
export function TriggerFields({ trigger, onChange }: TriggerFieldsProps) {
  const kinds = MOMENTS.flatMap(({ id }) => (id !== 'at_once' && trigger?.[id] !== undefined ? [id] : []))
  const [kind] = kinds
  if (kinds.length > 1) return <p class="quiet">It waits for several things at once: edit them under JSON.</p>
  return (
    <>
      <SelectField
        label="When"
        value={kind ?? 'at_once'}
        options={MOMENTS}
        onPick={picked => onChange(startTrigger(MOMENTS.map(({ id }) => id).find(isKind(picked))))}
      />
      {kind && <TriggerValue kind={kind} trigger={trigger ?? {}} onChange={onChange} />}
    </>
  )
}

interface TriggerValueProps extends TriggerFieldsProps {
  readonly kind: TriggerKind
  readonly trigger: Trigger
}

function TriggerValue({ kind, trigger, onChange }: TriggerValueProps) {
  if (kind === 'exit')
    return <p class="hint trigger-hint">On phones there is no such moment: there it does not come up.</p>
  if (kind === 'click') {
    const fault = selectorFault(trigger.click ?? '')
    return (
      <TextField
        label="What is clicked (CSS selector)"
        hint="Opens it as often as that is clicked."
        error={fault}
        maxLength={300}
        value={trigger.click ?? ''}
        onText={click => click && onChange({ click }, 'click')}
      />
    )
  }
  if (kind === 'event') {
    return (
      <TextField
        label="Name of the event"
        hint={`Reported with parley('event', '${trigger.event ?? ''}').`}
        maxLength={100}
        value={trigger.event ?? ''}
        onText={event => event && onChange({ event }, 'event')}
      />
    )
  }
  const { label, unit, most } = NUMBERS[kind]
  return (
    <NumberField
      label={label}
      unit={unit}
      min={kind === 'delay' ? 0 : 1}
      max={most}
      value={trigger[kind]}
      onNumber={number => number !== null && onChange({ [kind]: number }, kind)}
    />
  )
}

const NUMBERS = {
  delay: { label: 'Time on the page', unit: 's', most: 3600 },
  idle: { label: 'Pause', unit: 's', most: 3600 },
  scroll: { label: 'Seen of the page', unit: '%', most: 100 },
  pages: { label: 'From page', unit: 'of the visit', most: 1000 },
} as const

const isKind =
  (picked: string) =>
  (id: TriggerKind | 'at_once'): id is TriggerKind =>
    id === picked && id !== 'at_once'

function selectorFault(selector: string): string | undefined {
  try {
    document.createDocumentFragment().querySelector(selector)
    return undefined
  } catch {
    return 'Browsers cannot read this selector.'
  }
}
