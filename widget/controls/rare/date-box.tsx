import { describeAnswer } from '#flows/fields/index.ts'
import type { DateField } from '#flows/flow.ts'
import type { RareProps } from './rare-props.ts'

/** A day: the browser's own picker, which knows the language, and the days that are asked for most. */
export function DateBox({
  id,
  field,
  value,
  invalid,
  labelledby,
  describedby,
  locale,
  words,
  change,
  give,
}: RareProps<DateField>) {
  const today = toDay(new Date())
  const min = field.ahead && today > (field.min ?? '') ? today : field.min
  const soon = [
    { label: words.tomorrow, day: toDay(inDays(1)) },
    { label: words.inAWeek, day: toDay(inDays(7)) },
    { label: words.inAMonth, day: toDay(inAMonth()) },
  ].filter(({ day }) => day >= (min ?? day) && day <= (field.max ?? day))
  return (
    <div class="day">
      {soon.length > 0 && (
        <div class="chips">
          {soon.map(({ label, day }) => (
            <button
              type="button"
              key={label}
              class="chip"
              title={describeAnswer(field, day, locale)}
              aria-pressed={value === day}
              onClick={() => {
                change(day)
                give?.(day)
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      <input
        id={id}
        class="box"
        type="date"
        min={min}
        max={field.max}
        aria-labelledby={labelledby}
        aria-describedby={describedby}
        aria-invalid={invalid}
        value={typeof value === 'string' ? value : ''}
        onInput={event => change(event.currentTarget.value)}
      />
    </div>
  )
}

function inDays(days: number): Date {
  const date = new Date()
  date.setDate(date.getDate() + days)
  return date
}

/** The same day of the next month, or its last one. */
function inAMonth(): Date {
  const now = new Date()
  const next = new Date(now.getFullYear(), now.getMonth() + 1, now.getDate())
  return next.getMonth() === (now.getMonth() + 1) % 12 ? next : new Date(now.getFullYear(), now.getMonth() + 2, 0)
}

/** By the visitor's own calendar. */
function toDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
