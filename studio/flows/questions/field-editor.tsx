import type { Field } from '#flows/flow.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { hasOptions, setField } from '../edit/edit-options.ts'
import { useFlow } from '../editor/editor-context.ts'
import { FIELD_KINDS } from '../flow-words.ts'
import { DateSettings } from './date-settings.tsx'
import { EmailSettings } from './email-settings.tsx'
import { hasLooks, LookSettings } from './look-settings.tsx'
import { NumberSettings } from './number-settings.tsx'
import { OptionsEditor } from './options-editor.tsx'
import { RatingSettings } from './rating-settings.tsx'
import { TextSettings } from './text-settings.tsx'
import { withOptional } from './with-optional.ts'
import { WordingEditor } from './wording-editor.tsx'

interface FieldEditorProps {
  readonly id: string
  readonly field: Field
}

/** What a question collects, and how it is set up. */
export function FieldEditor({ id, field }: FieldEditorProps) {
  const { editFlow } = useFlow()
  const set = (next: Field) => editFlow(flow => setField(flow, id, next), `fields.${id}`)
  return (
    <div class="stack">
      <p class="quiet">
        Collects <strong>{FIELD_KINDS[field.kind]}</strong> as <code class="id">{id}</code>
      </p>
      <FieldSettings id={id} field={field} set={set} />
      {hasLooks(field) && <LookSettings field={field} set={set} />}
      {hasOptions(field) && <OptionsEditor id={id} field={field} />}
    </div>
  )
}

function FieldSettings({ id, field, set }: FieldEditorProps & { readonly set: (field: Field) => void }) {
  switch (field.kind) {
    case 'multi_choice':
      return (
        <NumberField
          label="How many may be chosen"
          placeholder="any"
          min={1}
          max={field.options.length}
          value={field.max}
          onNumber={max => set(withOptional(field, 'max', max))}
        />
      )
    case 'money':
      return (
        <TextField
          label="Currency"
          hint="Three letters, such as USD."
          maxLength={3}
          value={field.currency}
          onText={text => set({ ...field, currency: text.toUpperCase() })}
        />
      )
    case 'email':
      return <EmailSettings field={field} set={set} />
    case 'phone':
      return (
        <TextField
          label="Country when none is typed"
          hint="Two letters, such as DE. Empty: the number needs its +."
          maxLength={2}
          value={field.country ?? ''}
          onText={text => set(withOptional(field, 'country', text.toUpperCase() || null))}
        />
      )
    case 'text':
      return <TextSettings field={field} set={set} />
    case 'number':
      return <NumberSettings field={field} set={set} />
    case 'date':
      return <DateSettings field={field} set={set} />
    case 'rating':
      return <RatingSettings id={id} field={field} set={set} />
    case 'name':
      return (
        <label class="choice">
          <input
            type="checkbox"
            checked={field.single ?? false}
            onChange={event => set(withOptional(field, 'single', event.currentTarget.checked || null))}
          />
          <span>One name alone is fine</span>
        </label>
      )
    case 'consent':
      return (
        <div class="stack">
          <WordingEditor
            label="What the person agrees to"
            hint="Recorded word for word with each yes."
            wording={`fields.${id}.text`}
            text={field.text}
            onText={text => set({ ...field, text })}
          />
          <SelectField
            label="Allows"
            value={field.purpose}
            options={[
              { id: 'contact', label: 'Contact about this inquiry' },
              { id: 'marketing', label: 'Marketing e-mails' },
            ]}
            onPick={purpose => set({ ...field, purpose: purpose as typeof field.purpose })}
          />
        </div>
      )
    default:
      return null
  }
}
