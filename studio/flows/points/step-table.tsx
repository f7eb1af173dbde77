import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'

interface Step {
  readonly days: number
  readonly worth: number
}

interface StepTableProps {
  /** What the first number says: `within`, `after`. */
  readonly before: string
  /** Unit of the second: `points`, `%`. */
  readonly unit: string
  readonly steps: readonly Step[]
  readonly min: number
  readonly max: number
  /** Later steps are worth less, so a new one starts below the last. */
  readonly onSteps: (steps: readonly Step[]) => void
}

/** Pairs of days and worth, as a short table. They are kept in the order of days. */
export function StepTable({ before, unit, steps, min, max, onSteps }: StepTableProps) {
  // Half-typed numbers may be out of order: they stay here until they are not, and what is saved always is in order.
  const [typed, setTyped] = useState(steps)
  const saved = JSON.stringify(steps)
  useEffect(() => setTyped(steps), [saved])
  const set = (index: number, change: Partial<Step>) => {
    const next = typed.map((step, at) => (at === index ? { ...step, ...change } : step))
    setTyped(next)
    if (isFalling(next)) onSteps(next)
  }
  const last = typed.at(-1)
  const room = last !== undefined && last.worth > min && isFalling(typed) && typed.length < 12
  return (
    <div class="step-table">
      {typed.map(({ days, worth }, index) => (
        <div class="step" key={index}>
          <span class="quiet">{before}</span>
          <NumberField
            quiet
            label={`Days of step ${index + 1}`}
            unit={days === 1 ? 'day' : 'days'}
            min={1}
            max={3650}
            value={days}
            onNumber={number => number !== null && set(index, { days: number })}
          />
          <NumberField
            quiet
            label={`Worth of step ${index + 1}`}
            unit={unit}
            min={min}
            max={max}
            value={worth}
            onNumber={number => number !== null && set(index, { worth: number })}
          />
          {steps.length > 1 && (
            <IconButton
              label={`Remove step ${index + 1}`}
              icon="trash"
              onClick={() => onSteps(steps.filter((_step, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!isFalling(typed) && (
        <p class="step-wrong" role="alert">
          Not taken over yet: each step must come later than the one before and be worth less.
        </p>
      )}
      {room && (
        <button
          type="button"
          class="button"
          data-look="plain"
          data-size="small"
          onClick={() =>
            onSteps([
              ...steps,
              { days: Math.min(3650, last.days * 2), worth: Math.max(min, Math.floor(last.worth / 2)) },
            ])
          }
        >
          <Icon name="plus" />
          Another step
        </button>
      )}
    </div>
  )
}

function isFalling(steps: readonly Step[]): boolean {
  return steps.every((step, index) => {
    const before = steps[index - 1]
    return !before || (step.days > before.days && step.worth < before.worth)
  })
}
