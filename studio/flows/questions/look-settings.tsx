import type { Field } from '#flows/flow.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { withOptional } from './with-optional.ts'

type Looking = Extract<Field, { show?: unknown }>

interface LookSettingsProps {
  readonly field: Looking
  readonly set: (field: Field) => void
}

/** How the answers are shown. */
export function LookSettings({ field, set }: LookSettingsProps) {
  return (
    <SelectField
      label="Shown as"
      value={field.show ?? ''}
      options={looksOf(field).map(([id, label]) => ({ id, label }))}
      onPick={show => set(withOptional(field, 'show', (show || null) as Looking['show'] & null))} // one of the looks below
    />
  )
}

/** Whether a field lets one choose how it looks. */
export function hasLooks(field: Field): field is Looking {
  return 'options' in field || field.kind === 'number'
}

const OPTIONS = [
  ['', 'Buttons, or a list when there are many'],
  ['chips', 'Buttons'],
  ['list', 'A list with a search'],
] as const
const SCALES = [
  ['slider', 'A slider'],
  ['stepper', 'Less and more'],
] as const

function looksOf({ kind }: Looking): readonly (readonly [string, string])[] {
  if (kind === 'number') return [['', 'A box to type in'], ...SCALES]
  return kind === 'size' || kind === 'money' ? [...OPTIONS, ...SCALES] : OPTIONS
}
