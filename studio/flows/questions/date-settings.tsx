import type { DateField, Field } from '#flows/flow.ts'
import { TextField } from '../../ui/text-field.tsx'
import { withOptional } from './with-optional.ts'

interface DateSettingsProps {
  readonly field: DateField
  readonly set: (field: Field) => void
}

/** Which days are taken. */
export function DateSettings({ field, set }: DateSettingsProps) {
  return (
    <div class="row">
      <TextField
        label="First day"
        placeholder="open"
        hint="Such as 2027-03-01."
        maxLength={10}
        value={field.min ?? ''}
        onText={min => set(withOptional(field, 'min', min || null))}
      />
      <TextField
        label="Last day"
        placeholder="open"
        maxLength={10}
        value={field.max ?? ''}
        onText={max => set(withOptional(field, 'max', max || null))}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={field.ahead ?? false}
          onChange={event => set(withOptional(field, 'ahead', event.currentTarget.checked || null))}
        />
        <span>Offer only days to come</span>
      </label>
    </div>
  )
}
