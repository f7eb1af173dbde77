import type { Field, NumberField as Numbers } from '#flows/flow.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { withOptional } from './with-optional.ts'

interface NumberSettingsProps {
  readonly field: Numbers
  readonly set: (field: Field) => void
}

/** What a number may be, and what it is of. */
export function NumberSettings({ field, set }: NumberSettingsProps) {
  return (
    <div class="row">
      <NumberField
        label="Lowest"
        placeholder="open"
        value={field.min}
        onNumber={min => set(withOptional(field, 'min', min))}
      />
      <NumberField
        label="Highest"
        placeholder="open"
        value={field.max}
        onNumber={max => set(withOptional(field, 'max', max))}
      />
      {field.show && (
        <NumberField
          label="Step"
          placeholder="1"
          min={0}
          value={field.step}
          onNumber={step => set(withOptional(field, 'step', step))}
        />
      )}
      <TextField
        label="Unit"
        value={field.unit ?? ''}
        onText={unit => set(withOptional(field, 'unit', unit || null))}
      />
      <TextField
        label="Currency"
        hint="Of an amount: three letters, such as USD."
        maxLength={3}
        value={field.currency ?? ''}
        onText={text => set(withOptional(field, 'currency', text.toUpperCase() || null))}
      />
    </div>
  )
}
