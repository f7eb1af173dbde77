import type { AskStep, Step } from '#flows/flow.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeStep } from '../edit/edit-steps.ts'
import { useFlow } from '../editor/editor-context.ts'
import { fieldOf } from '../flow-words.ts'
import { DecideEditor } from './decide-editor.tsx'
import { EndForm } from './end-form.tsx'
import { FieldEditor } from './field-editor.tsx'
import { JumpsEditor } from './jumps-editor.tsx'
import { PictureFields } from './picture-fields.tsx'
import { SlotField } from './slot-field.tsx'
import { StepText } from './step-text.tsx'
import { WordingEditor } from './wording-editor.tsx'

/** Everything that can be set about one step. */
export function StepEditor({ step }: { readonly step: Step }) {
  const { readOnly } = useFlow()
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">Settings of this step</legend>
      <StepForm step={step} />
      <NoteField step={step} />
    </fieldset>
  )
}

function StepForm({ step }: { readonly step: Step }) {
  switch (step.kind) {
    case 'ask':
      return <AskForm step={step} />
    case 'decide':
      return <DecideEditor step={step} />
    case 'end':
      return <EndForm step={step} />
    case 'branch':
      return <JumpsEditor step={step} />
    default:
      return (
        <>
          <StepText step={step} label={step.kind === 'say' ? 'Message' : 'What the visitor reads'} />
          {step.kind === 'say' && <PictureFields step={step} />}
          <JumpsEditor step={step} />
        </>
      )
  }
}

function AskForm({ step }: { readonly step: AskStep }) {
  const { flow, editFlow } = useFlow()
  const field = fieldOf(flow, step)
  const set = (change: Partial<AskStep>, what: string) =>
    editFlow(before => changeStep(before, step, change), `${step.id}.${what}`)
  const pages = [...new Set(flow.steps.flatMap(one => (one.kind === 'ask' && one.page ? [one.page] : [])))]
  return (
    <>
      <StepText step={step} label="Question" />
      {step.hint === undefined ? (
        <div>
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => set({ hint: 'Why you ask' }, 'hint')}
          >
            Add a hint
          </button>
        </div>
      ) : (
        <WordingEditor
          label="Hint"
          hint="Empty takes it out."
          wording={`${step.id}.hint`}
          text={step.hint}
          onText={hint => set({ hint: hint || undefined }, 'hint')}
        />
      )}
      <PictureFields step={step} />
      {field && <FieldEditor id={step.field} field={field} />}
      <div class="row">
        <label class="choice">
          <input
            type="checkbox"
            checked={step.optional ?? false}
            onChange={event => set({ optional: event.currentTarget.checked || undefined }, 'optional')}
          />
          <span>Can be skipped</span>
        </label>
      </div>
      {field && 'options' in field && field.kind !== 'multi_choice' && (
        <SelectField
          label="Quiet way out"
          hint="This answer stands apart from the others, for those who came for something else: customers, vendors, applicants. Lead it to an end of theirs."
          value={step.elsewhere ?? ''}
          options={[{ id: '', label: 'None' }, ...field.options]}
          onPick={elsewhere => set({ elsewhere: elsewhere || undefined }, 'elsewhere')}
        />
      )}
      <TextField
        label="Page in the form"
        hint={`Questions of one page stand together.${pages.length > 0 ? ` Pages so far: ${pages.join(', ')}.` : ''}`}
        value={step.page ?? ''}
        onText={page => set({ page: page || undefined }, 'page')}
      />
      <SlotField step={step} onPick={slot => set({ slot }, 'slot')} />
      <JumpsEditor step={step} />
    </>
  )
}

function NoteField({ step }: { readonly step: Step }) {
  const { editFlow } = useFlow()
  return (
    <details class="note-field">
      <summary>Note to colleagues{step.note ? `: ${step.note}` : ''}</summary>
      <TextField
        label="Note"
        hint="Visitors never see it."
        value={step.note ?? ''}
        onText={note => editFlow(before => changeStep(before, step, { note: note || undefined }), `${step.id}.note`)}
      />
    </details>
  )
}
