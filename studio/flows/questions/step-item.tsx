import type { Step } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { experimentOn } from '../edit/edit-experiments.ts'
import { moveStep, removeStep } from '../edit/edit-steps.ts'
import { nameOf } from '../edit/targets.ts'
import { useFlow } from '../editor/editor-context.ts'
import type { Note } from '../editor/findings.ts'
import { fieldOf, kindInWords, textOf } from '../flow-words.ts'
import { MarginNotes } from './margin-notes.tsx'
import { StepEditor } from './step-editor.tsx'
import { waysInWords } from './ways-in-words.ts'

interface StepItemProps {
  readonly step: Step
  readonly index: number
  readonly open: boolean
  readonly notes: readonly Note[]
  readonly onToggle: () => void
  readonly onMoved: (by: -1 | 1) => void
  /** Opens the dialog that adds a step after this one. */
  readonly onAdd: () => void
}

/** One step of the outline: a line that opens into its form, with what the checks say about it in the margin. */
export function StepItem({ step, index, open, notes, onToggle, onMoved, onAdd }: StepItemProps) {
  const { flow, readOnly, editWide } = useFlow()
  const move = (by: -1 | 1) => {
    editWide(before => moveStep(before, step.id, by), null)
    onMoved(by)
  }
  const onKey = (event: KeyboardEvent) => {
    if (readOnly || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li class="step" data-kind={step.kind} data-open={open ? '' : undefined}>
      <div class="step-line">
        <button
          type="button"
          class="step-head"
          id={`step-${step.id}`}
          aria-expanded={open}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={onToggle}
          onKeyDown={onKey}
        >
          <span class="step-number number">{index + 1}</span>
          <span class="step-words">
            <StepText step={step} />
            <span class="step-ways">{waysInWords(flow, step)}</span>
          </span>
          <StepTags step={step} notes={notes} />
        </button>
        {!readOnly && (
          <span class="moves">
            <IconButton label={`Add a step after ${nameOf(step)}`} icon="plus" onClick={onAdd} />
            <IconButton label={`Move ${nameOf(step)} up`} icon="up" disabled={index === 0} onClick={() => move(-1)} />
            <IconButton
              label={`Move ${nameOf(step)} down`}
              icon="down"
              disabled={index === flow.steps.length - 1}
              onClick={() => move(1)}
            />
            <IconButton
              label={`Remove ${nameOf(step)}`}
              icon="trash"
              disabled={flow.steps.length === 1}
              onClick={() => editWide(before => removeStep(before, step.id), `${nameOf(step)} removed`)}
            />
          </span>
        )}
      </div>
      <MarginNotes notes={notes} />
      {open && <StepEditor step={step} />}
    </li>
  )
}

function StepText({ step }: { readonly step: Step }) {
  const { flow } = useFlow()
  return (
    <span class="step-text">
      <small>{kindInWords(flow, step)}</small>
      {textOf(step)}
    </span>
  )
}

function StepTags({ step, notes }: { readonly step: Step; readonly notes: readonly Note[] }) {
  const { flow } = useFlow()
  const experiment = experimentOn(flow, `${step.id}.text`)
  const field = step.kind === 'ask' ? fieldOf(flow, step) : undefined
  const errors = notes.filter(({ severity }) => severity === 'error').length
  return (
    <span class="step-tags">
      {step.kind === 'ask' && step.optional && <span class="tag">optional</span>}
      {field && 'options' in field && <span class="tag">{field.options.length} answers</span>}
      {experiment && (
        <span class="tag" data-tone="accent">
          {experiment.variants.map(({ id }) => id.toUpperCase()).join('/')}
        </span>
      )}
      {notes.length > 0 && (
        <span class="tag" data-tone={errors > 0 ? 'bad' : 'warn'}>
          <Icon name="warn" />
          {notes.length}
          <span class="visually-hidden">{errors > 0 ? ' errors or warnings' : ' warnings'}</span>
        </span>
      )}
    </span>
  )
}
