import type { EndStep, Outcome } from '#flows/flow.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeStep } from '../edit/edit-steps.ts'
import { useFlow } from '../editor/editor-context.ts'
import { OUTCOMES } from '../flow-words.ts'
import { StepText } from './step-text.tsx'

/** Last words, and what the visitor takes away. */
export function EndForm({ step }: { readonly step: EndStep }) {
  const { editFlow } = useFlow()
  const set = (change: Partial<EndStep>, what: string) =>
    editFlow(before => changeStep(before, step, change), `${step.id}.${what}`)
  const { link } = step
  return (
    <>
      <StepText step={step} label="Last words" />
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
