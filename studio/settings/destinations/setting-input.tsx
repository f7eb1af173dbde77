import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { SettingField } from './settings-form.ts'

interface SettingInputProps {
  readonly field: SettingField
  readonly value: unknown
  readonly error: string | undefined
  /** Undefined takes the setting out. */
  readonly onChange: (value: unknown) => void
}

/** The control for one setting of a connector. */
export function SettingInput({ field, value, error, onChange }: SettingInputProps) {
  const { label, control, required } = field
  const hint = field.hint ? { hint: field.hint } : {}
  switch (control.kind) {
    case 'choice':
      return (
        <SelectField
          label={label}
          {...hint}
          value={typeof value === 'string' ? value : ''}
          options={control.options.map(id => ({ id, label: inWords(id) }))}
          onPick={onChange}
        />
      )
    case 'lines':
      return (
        <TextAreaField
          label={label}
          hint={[field.hint, 'One a line.'].filter(Boolean).join(' ')}
          error={error}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onText={text => onChange(text === '' ? [] : text.split('\n'))}
        />
      )
    case 'number':
      return (
        <NumberField
          label={label}
          {...hint}
          value={typeof value === 'number' ? value : null}
          onNumber={number => onChange(number ?? undefined)}
        />
      )
    case 'yes_no':
      return (
        <label class="choice">
          <input type="checkbox" checked={value === true} onChange={event => onChange(event.currentTarget.checked)} />
          <span>
            {label}
            {field.hint && <small>{field.hint}</small>}
          </span>
        </label>
      )
    default:
      return (
        <TextField
          label={label}
          {...hint}
          error={error}
          required={required}
          value={typeof value === 'string' ? value : ''}
          onText={onChange}
        />
      )
  }
}

function inWords(slug: string): string {
  const words = slug.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
