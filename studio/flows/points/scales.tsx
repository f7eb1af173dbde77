import type { ScoreModel } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { changeModel } from '../edit/edit-model.ts'
import { useModel } from '../editor/editor-context.ts'
import { PartNotes } from './part-notes.tsx'

type Grades = NonNullable<ScoreModel['grades']>
type Hundred = NonNullable<ScoreModel['hundred']>

const GRADES: Grades = { fit: { a: 50, b: 35, c: 20 }, engagement: { one: 25, two: 15, three: 5 } }

/** Further ways to read a score: grades, and one number of a hundred. */
export function Scales({ mostFit }: { readonly mostFit: number }) {
  const { model, editModel } = useModel()
  const set = (change: { [Key in keyof ScoreModel]?: ScoreModel[Key] | undefined }, key: string) =>
    editModel(before => changeModel(before, change), `scales ${key}`)
  const hundred: Hundred = {
    fit: { max: Math.max(1, mostFit), weight: 60 },
    engagement: { max: Math.max(1, model.engagement.cap), weight: 40 },
  }
  return (
    <div class="scales">
      <h3>Other ways to read it</h3>
      <Toggle
        label="A grade from A1 to D4"
        about="A letter for who they are, a digit for what they do."
        checked={model.grades !== undefined}
        onToggle={on => set({ grades: on ? GRADES : undefined }, 'grades')}
      />
      {model.grades && <GradeMatrix grades={model.grades} onGrades={(grades, key) => set({ grades }, key)} />}
      <PartNotes part="model" prefix="/grades" />
      <Toggle
        label="One number from 0 to 100"
        about="Both kinds of points as one number, each with its weight."
        checked={model.hundred !== undefined}
        onToggle={on => set({ hundred: on ? hundred : undefined }, 'hundred')}
      />
      {model.hundred && <HundredForm hundred={model.hundred} onHundred={(next, key) => set({ hundred: next }, key)} />}
      <PartNotes part="model" prefix="/hundred" />
    </div>
  )
}

interface ToggleProps {
  readonly label: string
  readonly about: string
  readonly checked: boolean
  readonly onToggle: (on: boolean) => void
}

function Toggle({ label, about, checked, onToggle }: ToggleProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={event => onToggle(event.currentTarget.checked)} />
      <span>
        {label}
        <small>{about}</small>
      </span>
    </label>
  )
}

function GradeMatrix({ grades, onGrades }: { grades: Grades; onGrades: (grades: Grades, key: string) => void }) {
  const { fit, engagement } = grades
  return (
    <div class="grade-lines">
      <div class="numbers">
        {(['a', 'b', 'c'] as const).map(letter => (
          <NumberField
            key={letter}
            label={`${letter.toUpperCase()} from fit`}
            value={fit[letter]}
            onNumber={from => from !== null && onGrades({ ...grades, fit: { ...fit, [letter]: from } }, letter)}
          />
        ))}
      </div>
      <div class="numbers">
        {(['one', 'two', 'three'] as const).map((digit, index) => (
          <NumberField
            key={digit}
            label={`${index + 1} from engagement`}
            value={engagement[digit]}
            onNumber={from =>
              from !== null && onGrades({ ...grades, engagement: { ...engagement, [digit]: from } }, digit)
            }
          />
        ))}
      </div>
      <p class="quiet">Below C is D, below 3 is 4.</p>
    </div>
  )
}

function HundredForm({ hundred, onHundred }: { hundred: Hundred; onHundred: (hundred: Hundred, key: string) => void }) {
  const { fit, engagement } = hundred
  return (
    <div class="numbers">
      <NumberField
        label="All of fit is"
        unit="points"
        min={1}
        value={fit.max}
        onNumber={max => max !== null && max > 0 && onHundred({ ...hundred, fit: { ...fit, max } }, 'fit max')}
      />
      <NumberField
        label="All of engagement is"
        unit="points"
        min={1}
        value={engagement.max}
        onNumber={max =>
          max !== null && max > 0 && onHundred({ ...hundred, engagement: { ...engagement, max } }, 'engagement max')
        }
      />
      <NumberField
        label="Fit weighs"
        unit={`% · engagement ${engagement.weight} %`}
        min={0}
        max={100}
        value={fit.weight}
        onNumber={weight =>
          weight !== null &&
          onHundred({ fit: { ...fit, weight }, engagement: { ...engagement, weight: 100 - weight } }, 'weight')
        }
      />
    </div>
  )
}
