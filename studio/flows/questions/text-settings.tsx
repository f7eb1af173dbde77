import type { Field } from '#flows/flow.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { ABOUTS } from '../flow-words.ts'
import { withOptional } from './with-optional.ts'

interface TextSettingsProps {
  readonly field: Extract<Field, { kind: 'text' }>
  readonly set: (field: Field) => void
}

/** What a text is about and how long it may be. */
export function TextSettings({ field, set }: TextSettingsProps) {
  return (
    <div class="row">
      <SelectField
        label="The text is"
        value={field.about}
        options={Object.entries(ABOUTS).map(([about, label]) => ({ id: about, label }))}
        onPick={about => set({ ...field, about: about as typeof field.about })}
      />
      <NumberField
        label="Longest"
        unit="characters"
        min={1}
        max={2000}
        value={field.max}
        onNumber={max => set(withOptional(field, 'max', max))}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={field.long ?? false}
          onChange={event => set(withOptional(field, 'long', event.currentTarget.checked || null))}
        />
        <span>Several lines</span>
      </label>
    </div>
  )
}
