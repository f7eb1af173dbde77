import type { Field } from '#flows/flow.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { hasOptions, setField } from '../edit/edit-options.ts'
import { useFlow } from '../editor/editor-context.ts'
import { FIELD_KINDS } from '../flow-words.ts'
import { OptionsEditor } from './options-editor.tsx'
import { TextSettings } from './text-settings.tsx'
import { withOptional } from './with-optional.ts'
import { WordingEditor } from './wording-editor.tsx'

interface FieldEditorProps {
  readonly id: string
  readonly field: Field
}

/** What a question collects, and how it is set up. */
export function FieldEditor({ id, field }: FieldEditorProps) {
  return (
    <div class="stack">
      <p class="quiet">
        Collects <strong>{FIELD_KINDS[field.kind]}</strong> as <code class="id">{id}</code>
      </p>
      <FieldSettings id={id} field={field} />
      {hasOptions(field) && <OptionsEditor id={id} field={field} />}
    </div>
  )
}

function FieldSettings({ id, field }: FieldEditorProps) {
  const { editFlow } = useFlow()
  const set = (next: Field) => editFlow(flow => setField(flow, id, next), `fields.${id}`)
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
      return (
        <SelectField
          label="Private mailboxes (gmail.com and the like)"
          value={field.business}
          options={[
            { id: 'any', label: 'Are fine' },
            { id: 'prefer', label: 'Are asked about once' },
            { id: 'require', label: 'Are refused' },
          ]}
          onPick={business => set({ ...field, business: business as typeof field.business })}
        />
      )
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
          <TextField
            label="Unit"
            value={field.unit ?? ''}
            onText={unit => set(withOptional(field, 'unit', unit || null))}
          />
        </div>
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
