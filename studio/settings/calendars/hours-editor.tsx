import { useId } from 'preact/hooks'
import type { CalendarSettings, Weekday } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'

type Hours = CalendarSettings['hours']
type Window = NonNullable<Hours[Weekday]>[number]

const DAYS: readonly (readonly [Weekday, string])[] = [
  ['mon', 'Monday'],
  ['tue', 'Tuesday'],
  ['wed', 'Wednesday'],
  ['thu', 'Thursday'],
  ['fri', 'Friday'],
  ['sat', 'Saturday'],
  ['sun', 'Sunday'],
]
const MOST = 4

interface HoursEditorProps {
  readonly hours: Hours
  readonly error: string | undefined
  readonly onHours: (hours: Hours) => void
}

/** Working hours, day by day: none, one window or several. */
export function HoursEditor({ hours, error, onHours }: HoursEditorProps) {
  const id = useId()
  const set = (day: Weekday, windows: readonly Window[]) => {
    const { [day]: _before, ...others } = hours
    onHours(windows.length > 0 ? { ...others, [day]: windows } : others)
  }
  return (
    <fieldset class="hours" aria-describedby={error ? id : undefined}>
      <legend class="label">Working hours</legend>
      {DAYS.map(([day, name]) => (
        <DayRow key={day} name={name} windows={hours[day] ?? []} onWindows={windows => set(day, windows)} />
      ))}
      {error && (
        <p class="error" id={id}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

interface DayRowProps {
  readonly name: string
  readonly windows: readonly Window[]
  readonly onWindows: (windows: readonly Window[]) => void
}

function DayRow({ name, windows, onWindows }: DayRowProps) {
  const change = (at: number, part: Partial<Window>) =>
    onWindows(windows.map((window, index) => (index === at ? { ...window, ...part } : window)))
  return (
    <div class="hours-day">
      <span>{name}</span>
      <div>
        {windows.length === 0 && <span class="quiet">Off</span>}
        {windows.map((window, index) => (
          <span class="window" key={index}>
            <input
              class="input"
              type="time"
              step={300}
              required
              aria-label={`${name}, from`}
              value={window.from}
              onInput={event => change(index, { from: event.currentTarget.value })}
            />
            <span aria-hidden="true">–</span>
            <input
              class="input"
              type="time"
              step={300}
              required
              aria-label={`${name}, to`}
              value={window.to}
              onInput={event => change(index, { to: event.currentTarget.value })}
            />
            <IconButton
              icon="close"
              label={`Remove these hours of ${name}`}
              onClick={() => onWindows(windows.filter((_window, at) => at !== index))}
            />
          </span>
        ))}
      </div>
      {windows.length < MOST && (
        <IconButton icon="plus" label={`Add hours on ${name}`} onClick={() => onWindows([...windows, next(windows)])} />
      )}
    </div>
  )
}

/** After what is there already. */
function next(windows: readonly Window[]): Window {
  const last = windows.at(-1)
  if (!last) return { from: '09:00', to: '17:00' }
  const from = Math.min(Number(last.to.slice(0, 2)) + 1, 22)
  return { from: `${String(from).padStart(2, '0')}:00`, to: `${String(from + 1).padStart(2, '0')}:00` }
}
