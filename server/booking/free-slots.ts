import { type CalendarSettings, CELL_MS, WEEKDAYS } from './calendar-settings.ts'
import { addDays, type CalendarDay, dayAt, isoDay, momentOf, weekdayOf } from './zoned-time.ts'

export interface SlotsInput {
  readonly settings: CalendarSettings
  /** Five-minute pieces that are taken: see `cellsOf`. */
  readonly taken: ReadonlySet<number>
  readonly now: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Times at which a meeting may begin, milliseconds since 1970, soonest first. Pure: same input, same times. */
export function freeSlots({ settings, taken, now }: SlotsInput): number[] {
  const { enabled, timeZone, noticeHours, daysAhead } = settings
  if (!enabled) return []
  const soonest = now + noticeHours * HOUR_MS
  const today = dayAt(now, timeZone)
  const slots: number[] = []
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    for (const start of startsOn(addDays(today, ahead), settings)) {
      if (start >= soonest && cellsOf(start, settings).every(cell => !taken.has(cell))) slots.push(start)
    }
  }
  return slots
}

/** The five-minute pieces since 1970 that a meeting keeps for itself, the buffer after it included. */
export function cellsOf(start: number, { slotMinutes, bufferMinutes }: CalendarSettings): number[] {
  const first = Math.floor(start / CELL_MS)
  const count = ((slotMinutes + bufferMinutes) * MINUTE_MS) / CELL_MS
  return Array.from({ length: count }, (_, index) => first + index)
}

/** Every start of a day, taken or not. */
function startsOn(day: CalendarDay, { hours, holidays, slotMinutes, timeZone }: CalendarSettings): number[] {
  const weekday = WEEKDAYS[weekdayOf(day)]
  const windows = weekday && !holidays.includes(isoDay(day)) ? (hours[weekday] ?? []) : []
  const length = slotMinutes * MINUTE_MS
  return windows.flatMap(({ from, to }) => {
    const [open, close] = [momentOf(day, minutesOf(from), timeZone), momentOf(day, minutesOf(to), timeZone)]
    // Counted in true time: on the day clocks change, a window is an hour longer or shorter, and no slot comes twice.
    return Array.from({ length: Math.max(0, Math.floor((close - open) / length)) }, (_, index) => open + index * length)
  })
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
