import { useState } from 'preact/hooks'
import type { Step } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { hiddenIn } from '../edit/edit-hidden.ts'
import { addStep, type NewStep } from '../edit/edit-steps.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'
import { placeOf } from '../editor/findings.ts'
import { AddStepDialog } from './add-step-dialog.tsx'
import { DoubtsForm } from './doubts-form.tsx'
import { LauncherForm, NoticeForm } from './frame-cards.tsx'
import { FrameItem } from './frame-item.tsx'
import { HiddenForm } from './hidden-form.tsx'
import { PaceForm, paceInWords } from './pace-form.tsx'
import { SnippetsForm } from './snippets-form.tsx'
import { StepItem } from './step-item.tsx'

interface StepListProps {
  /** What is open: the id of a step, `launcher`, `notice`, `snippets`, `doubts`, `pace` or `hidden`. */
  readonly open: string | null
  readonly onOpen: (place: string | null) => void
}

/** The outline of a flow: its frame and its steps in order. */
export function StepList({ open, onOpen }: StepListProps) {
  const { findings } = useEditor()
  const { flow, readOnly, editFlow } = useFlow()
  const [adding, setAdding] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const notesAt = (place: string) => findings.value.filter(note => placeOf(flow, note) === place)
  const toggle = (place: string) => onOpen(open === place ? null : place)

  const moved = (step: Step, by: -1 | 1, index: number) => {
    setSaid(`Moved to place ${index + by + 1} of ${flow.steps.length}`)
    // Moving its element takes the focus away from it.
    requestAnimationFrame(() => document.getElementById(`step-${step.id}`)?.focus())
  }
  const add = (wanted: NewStep, index: number) => {
    const added = addStep(flow, index, wanted)
    editFlow(() => added.flow)
    setAdding(null)
    onOpen(added.id)
    requestAnimationFrame(() => document.getElementById(`step-${added.id}`)?.focus())
  }
  return (
    <div class="outline">
      <ul class="frame">
        <FrameItem
          title="Chat bubble"
          words={flow.launcher ? [flow.launcher.label, flow.launcher.teaser].filter(Boolean).join(' · ') : 'None'}
          tested="launcher."
          open={open === 'launcher'}
          notes={notesAt('launcher')}
          onToggle={() => toggle('launcher')}
        >
          <LauncherForm />
        </FrameItem>
        <FrameItem
          title="Privacy notice"
          words={flow.notice?.text || 'None yet'}
          tested="notice."
          open={open === 'notice'}
          notes={notesAt('notice')}
          onToggle={() => toggle('notice')}
        >
          <NoticeForm />
        </FrameItem>
        <FrameItem
          title="Replies to questions"
          words={flow.snippets ? flow.snippets.map(({ questions }) => questions[0]).join(' · ') : 'None yet'}
          tested="snippets."
          open={open === 'snippets'}
          notes={notesAt('snippets')}
          onToggle={() => toggle('snippets')}
        >
          <SnippetsForm />
        </FrameItem>
        <FrameItem
          title="What does not add up"
          words={flow.doubts ? flow.doubts.map(({ text }) => text).join(' · ') : 'Nothing is doubted'}
          tested="doubts."
          open={open === 'doubts'}
          notes={notesAt('doubts')}
          onToggle={() => toggle('doubts')}
        >
          <DoubtsForm />
        </FrameItem>
        <FrameItem
          title="Pace and return"
          words={paceInWords(flow)}
          tested="pace."
          open={open === 'pace'}
          notes={[]}
          onToggle={() => toggle('pace')}
        >
          <PaceForm />
        </FrameItem>
        <FrameItem
          title="Known without asking"
          words={
            hiddenIn(flow)
              .map(({ id }) => id)
              .join(', ') || 'Nothing'
          }
          tested="hidden."
          open={open === 'hidden'}
          notes={notesAt('hidden')}
          onToggle={() => toggle('hidden')}
        >
          <HiddenForm />
        </FrameItem>
      </ul>
      <ol class="steps">
        {flow.steps.map((step, index) => (
          <StepItem
            key={step.id}
            step={step}
            index={index}
            open={open === step.id}
            notes={notesAt(step.id)}
            onToggle={() => toggle(step.id)}
            onMoved={by => moved(step, by, index)}
            onAdd={() => setAdding(index + 1)}
          />
        ))}
      </ol>
      {!readOnly && (
        <button type="button" class="button" onClick={() => setAdding(flow.steps.length)}>
          <Icon name="plus" />
          Add a step at the end
        </button>
      )}
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {adding !== null && <AddStepDialog onAdd={wanted => add(wanted, adding)} onClose={() => setAdding(null)} />}
    </div>
  )
}
