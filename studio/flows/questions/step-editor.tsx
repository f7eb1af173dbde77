import type { AskStep, DecideStep, EndStep, Outcome, Step } from '#flows/flow.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeStep } from '../edit/edit-steps.ts'
import { useFlow } from '../editor/editor-context.ts'
import { fieldOf, OUTCOMES } from '../flow-words.ts'
import { DecideEditor } from './decide-editor.tsx'
import { FieldEditor } from './field-editor.tsx'
import { JumpsEditor } from './jumps-editor.tsx'
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
      return <DecideEditor step={step satisfies DecideStep} />
    case 'end':
      return <EndForm step={step} />
    case 'branch':
      return <JumpsEditor step={step} />
    default:
      return (
        <>
          <TextOf step={step} label={step.kind === 'say' ? 'Message' : 'What the visitor reads'} />
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
      <TextOf step={step} label="Question" />
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
      <TextField
        label="Page in the form"
        hint={`Questions of one page stand together.${pages.length > 0 ? ` Pages so far: ${pages.join(', ')}.` : ''}`}
        value={step.page ?? ''}
        onText={page => set({ page: page || undefined }, 'page')}
      />
      <JumpsEditor step={step} />
    </>
  )
}

function EndForm({ step }: { readonly step: EndStep }) {
  const { editFlow } = useFlow()
  const set = (change: Partial<EndStep>, what: string) =>
    editFlow(before => changeStep(before, step, change), `${step.id}.${what}`)
  const { link } = step
  return (
    <>
      <TextOf step={step} label="Last words" />
      <SelectField
        label="Outcome"
        hint="What reports call this end. Where a lead goes is for the routing."
        value={step.outcome}
        options={Object.entries(OUTCOMES).map(([id, label]) => ({ id, label }))}
        onPick={outcome => set({ outcome: outcome as Outcome }, 'outcome')}
      />
      {link ? (
        <div class="pair">
          <TextField label="Button" value={link.label} onText={label => set({ link: { ...link, label } }, 'link')} />
          <TextField
            label="Leads to"
            hint="A full https:// or mailto: address."
            value={link.url}
            onText={url => set({ link: { ...link, url } }, 'link')}
          />
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => set({ link: undefined }, 'link')}
          >
            Remove the button
          </button>
        </div>
      ) : (
        <div>
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => set({ link: { label: 'Read more', url: 'https://' } }, 'link')}
          >
            Add a button
          </button>
        </div>
      )}
    </>
  )
}

function TextOf({ step, label }: { readonly step: Extract<Step, { text: string }>; readonly label: string }) {
  const { editFlow } = useFlow()
  return (
    <WordingEditor
      label={label}
      wording={`${step.id}.text`}
      text={step.text}
      onText={text => editFlow(before => changeStep(before, step, { text }), `${step.id}.text`)}
    />
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
