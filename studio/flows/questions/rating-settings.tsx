import type { Field, RatingField } from '#flows/flow.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { withOptional } from './with-optional.ts'
import { WordingEditor } from './wording-editor.tsx'

interface RatingSettingsProps {
  readonly id: string
  readonly field: RatingField
  readonly set: (field: Field) => void
}

/** The scale of a rating and the words at its ends. */
export function RatingSettings({ id, field, set }: RatingSettingsProps) {
  return (
    <div class="stack">
      <div class="row">
        <SelectField
          label="From"
          value={String(field.min ?? 1)}
          options={[
            { id: '0', label: '0' },
            { id: '1', label: '1' },
          ]}
          onPick={min => set(withOptional(field, 'min', min === '0' ? 0 : null))}
        />
        <NumberField label="To" min={2} max={10} value={field.max} onNumber={max => set({ ...field, max: max ?? 5 })} />
        <SelectField
          label="Shown as"
          value={field.look ?? ''}
          options={[
            { id: '', label: 'Stars up to five, else numbers' },
            { id: 'stars', label: 'Stars' },
            { id: 'numbers', label: 'Numbers' },
          ]}
          onPick={look => set(withOptional(field, 'look', (look || null) as RatingField['look'] & null))} // one of these
        />
      </div>
      {(['low', 'high'] as const).map(end => (
        <WordingEditor
          key={end}
          label={end === 'low' ? 'Words at the low end' : 'Words at the high end'}
          hint="May stay empty."
          wording={`fields.${id}.${end}`}
          text={field[end] ?? ''}
          onText={text => set(withOptional(field, end, text || null))}
        />
      ))}
    </div>
  )
}
