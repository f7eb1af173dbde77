import type { ScoreModel } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { changeModel } from '../edit/edit-model.ts'
import { freeId } from '../edit/slugs.ts'
import { useModel } from '../editor/editor-context.ts'
import { PartNotes } from './part-notes.tsx'

type Grades = NonNullable<ScoreModel['grades']>
type Hundred = NonNullable<ScoreModel['hundred']>

const GRADES: Grades = { fit: { a: 50, b: 35, c: 20 }, engagement: { one: 25, two: 15, three: 5 } }

/** Further ways to read a score: grades, one number of a hundred, lines with a name. */
export function Scales({ mostFit }: { readonly mostFit: number }) {
  const { model, readOnly, editModel } = useModel()
  const set = (change: { [Key in keyof ScoreModel]?: ScoreModel[Key] | undefined }, key: string) =>
    editModel(before => changeModel(before, change), `scales ${key}`)
  const hundred: Hundred = {
    fit: { max: Math.max(1, mostFit), weight: 60 },
    engagement: { max: Math.max(1, model.engagement.cap), weight: 40 },
  }
  const milestones = model.milestones ?? []
  return (
    <div class="scales">
      <Toggle
        label="Grade from A1 to D4"
        checked={model.grades !== undefined}
        onToggle={on => set({ grades: on ? GRADES : undefined }, 'grades')}
      />
      {model.grades && <GradeMatrix grades={model.grades} onGrades={(grades, key) => set({ grades }, key)} />}
      <Toggle
        label="One number from 0 to 100"
        checked={model.hundred !== undefined}
        onToggle={on => set({ hundred: on ? hundred : undefined }, 'hundred')}
      />
      {model.hundred && <HundredForm hundred={model.hundred} onHundred={(next, key) => set({ hundred: next }, key)} />}
      {milestones.map((milestone, index) => (
        <div class="milestone" key={milestone.id}>
          <input
            class="input"
            aria-label="What the line is for"
            value={milestone.label}
            onInput={event => {
              const label = event.currentTarget.value
              set(
                { milestones: milestones.map((one, at) => (at === index ? { ...one, label } : one)) },
                `label ${index}`,
              )
            }}
          />
          <NumberField
            quiet
            label={`Score of “${milestone.label}”`}
            unit="points"
            value={milestone.score}
            onNumber={score =>
              score !== null &&
              set(
                { milestones: milestones.map((one, at) => (at === index ? { ...one, score } : one)) },
                `score ${index}`,
              )
            }
          />
          {!readOnly && (
            <IconButton
              label={`Remove the line “${milestone.label}”`}
              icon="trash"
              onClick={() => {
                const left = milestones.filter((_one, at) => at !== index)
                set({ milestones: left.length > 0 ? left : undefined }, 'milestones')
              }}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <div>
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => {
              const id = freeId(
                'line',
                milestones.map(one => one.id),
              )
              set({ milestones: [...milestones, { id, label: 'Invite to a demo', score: 75 }] }, 'milestones')
            }}
          >
            <Icon name="plus" />A line of its own
          </button>
        </div>
      )}
      <PartNotes part="model" prefix="/grades" />
      <PartNotes part="model" prefix="/hundred" />
      <PartNotes part="model" prefix="/milestones" />
    </div>
  )
}

function Toggle({ label, checked, onToggle }: { label: string; checked: boolean; onToggle: (on: boolean) => void }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={event => onToggle(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}

function GradeMatrix({ grades, onGrades }: { grades: Grades; onGrades: (grades: Grades, key: string) => void }) {
  const { fit, engagement } = grades
  return (
    <div class="numbers">
      {(['a', 'b', 'c'] as const).map(letter => (
        <NumberField
          key={letter}
          label={`${letter.toUpperCase()} from fit`}
          value={fit[letter]}
          onNumber={from => from !== null && onGrades({ ...grades, fit: { ...fit, [letter]: from } }, letter)}
        />
      ))}
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
