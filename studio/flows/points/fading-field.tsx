import type { ScoreModel } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { DecayCurve, type Fading } from './decay-curve.tsx'
import { StepTable } from './step-table.tsx'

type Way = 'model' | 'half' | 'steps' | 'never'

const WAYS: readonly { readonly id: Way; readonly label: string }[] = [
  { id: 'model', label: 'As all acts do' },
  { id: 'half', label: 'By half, again and again' },
  { id: 'steps', label: 'In steps' },
  { id: 'never', label: 'Never' },
]

interface FadingFieldProps {
  readonly label: string
  /** Undefined = as the model says, where there is such a choice. */
  readonly fading: Fading | undefined
  readonly model?: ScoreModel
  readonly points?: number
  readonly onFading: (fading: Fading | undefined) => void
}

/** How points fade, with the curve of it. */
export function FadingField({ label, fading, model, points, onFading }: FadingFieldProps) {
  const way = wayOf(fading)
  const shown = fading === undefined && model ? fadingOfModel(model) : (fading ?? null)
  return (
    <div class="fading">
      <SelectField
        label={label}
        value={way}
        options={model ? WAYS : WAYS.filter(({ id }) => id !== 'model')}
        onPick={picked => onFading(startOf(picked as Way))} // its options are the ways
      />
      {fading && 'halfLifeDays' in fading && (
        <NumberField
          label="Worth half after"
          unit="days"
          min={1}
          max={3650}
          value={fading.halfLifeDays}
          onNumber={halfLifeDays => halfLifeDays !== null && onFading({ halfLifeDays })}
        />
      )}
      {fading && 'steps' in fading && (
        <StepTable
          before="after"
          unit="%"
          min={0}
          max={99}
          steps={fading.steps.map(({ afterDays, percent }) => ({ days: afterDays, worth: percent }))}
          onSteps={steps => onFading({ steps: steps.map(({ days, worth }) => ({ afterDays: days, percent: worth })) })}
        />
      )}
      <DecayCurve fading={shown} {...(points !== undefined && { points })} />
    </div>
  )
}

/** How the acts of a model fade that do not say otherwise. */
export function fadingOfModel({ engagement: { halfLifeDays, steps } }: ScoreModel): Fading {
  if (steps) return { steps }
  return halfLifeDays === null ? null : { halfLifeDays }
}

function wayOf(fading: Fading | undefined): Way {
  if (fading === undefined) return 'model'
  if (fading === null) return 'never'
  return 'halfLifeDays' in fading ? 'half' : 'steps'
}

function startOf(way: Way): Fading | undefined {
  if (way === 'model') return undefined
  if (way === 'half') return { halfLifeDays: 30 }
  if (way === 'never') return null
  return {
    steps: [
      { afterDays: 30, percent: 50 },
      { afterDays: 90, percent: 0 },
    ],
  }
}
