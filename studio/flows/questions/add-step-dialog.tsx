import { useState } from 'preact/hooks'
import type { FieldKindName } from '#flows/flow.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import type { NewStep } from '../edit/edit-steps.ts'
import { ABOUTS } from '../flow-words.ts'

interface AddStepDialogProps {
  readonly onAdd: (step: NewStep) => void
  readonly onClose: () => void
}

type Choice = FieldKindName | Exclude<NewStep['kind'], 'ask'>

const QUESTIONS: readonly (readonly [FieldKindName, string])[] = [
  ['choice', 'One of several answers'],
  ['multi_choice', 'Any of several answers'],
  ['role', 'Role'],
  ['size', 'Company size'],
  ['money', 'Budget'],
  ['timeline', 'Timeline'],
  ['date', 'Date'],
  ['rating', 'Rating'],
  ['name', 'First and last name'],
  ['email', 'E-mail'],
  ['phone', 'Phone'],
  ['text', 'Text'],
  ['number', 'Number'],
  ['url', 'Web address'],
  ['consent', 'Consent'],
]
const OTHERS: readonly (readonly [Exclude<NewStep['kind'], 'ask'>, string])[] = [
  ['say', 'Message'],
  ['branch', 'Branch'],
  ['decide', 'Score and route'],
  ['book', 'Booking'],
  ['handoff', 'Handoff to a person'],
  ['end', 'End'],
]

/** Asks what kind of step to add, and its words. */
export function AddStepDialog({ onAdd, onClose }: AddStepDialogProps) {
  const [kind, setKind] = useState<Choice>('choice')
  const [text, setText] = useState('')
  const [answers, setAnswers] = useState('')
  const [about, setAbout] = useState<keyof typeof ABOUTS>('other')
  const asks = isQuestion(kind)
  const silent = kind === 'branch' || kind === 'decide'
  const submit = (event: Event) => {
    event.preventDefault()
    const words = text.trim()
    const labels = answers.split('\n').flatMap(line => line.trim() || [])
    if (silent) onAdd({ kind })
    else if (words && !asks) onAdd({ kind, text: words })
    else if (words && asks) onAdd({ kind: 'ask', field: kind, text: words, labels, about })
  }
  return (
    <Dialog title="Add a step" wide onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <Kinds title="Ask for" kinds={QUESTIONS} picked={kind} onPick={setKind} />
        <Kinds title="Or" kinds={OTHERS} picked={kind} onPick={setKind} />
        {!silent && <TextAreaField label={asks ? 'Question' : 'Text'} value={text} maxLength={2000} onText={setText} />}
        {(kind === 'choice' || kind === 'multi_choice') && (
          <TextAreaField label="Answers, one a line" rows={3} value={answers} onText={setAnswers} />
        )}
        {kind === 'text' && (
          <SelectField
            label="The text is"
            value={about}
            options={Object.entries(ABOUTS).map(([id, label]) => ({ id, label }))}
            onPick={id => setAbout(id as keyof typeof ABOUTS)}
          />
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={!silent && text.trim() === ''}>
            Add step
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface KindsProps<K extends Choice> {
  readonly title: string
  readonly kinds: readonly (readonly [K, string])[]
  readonly picked: Choice
  readonly onPick: (kind: K) => void
}

function Kinds<K extends Choice>({ title, kinds, picked, onPick }: KindsProps<K>) {
  return (
    <fieldset class="stack" data-tight>
      <legend class="label">{title}</legend>
      <div class="row">
        {kinds.map(([kind, label]) => (
          <button type="button" key={kind} class="chip" aria-pressed={picked === kind} onClick={() => onPick(kind)}>
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function isQuestion(kind: Choice): kind is FieldKindName {
  return QUESTIONS.some(([one]) => one === kind)
}
