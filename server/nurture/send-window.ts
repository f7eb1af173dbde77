import { addDays, dayAt, momentOf, weekdayOf } from '../booking/zoned-time.ts'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** When people may be written to, by the clocks where they are. */
export interface SendWindow {
  readonly days: readonly Weekday[]
  /** `09:00`; before it is quiet. */
  readonly from: string
  /** `18:00`, `24:00` at most; from it on it is quiet. */
  readonly to: string
}

/** Longest way to the next day that is open: a week, and the rest of this day. */
const DAYS_AHEAD = 8

/**
 * The first moment from `at` on at which somebody in a time zone may be written to: `at` itself inside the window. Null when
 * no day is open. Days with a change of the clocks are as long as they are: 9:00 is what clocks there show.
 */
export function nextInWindow(at: number, timeZone: string, window: SendWindow): number | null {
  const today = dayAt(at, timeZone)
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const day = addDays(today, ahead)
    const weekday = WEEKDAYS[weekdayOf(day)]
    if (weekday === undefined || !window.days.includes(weekday)) continue
    const from = momentOf(day, minutesOf(window.from), timeZone)
    const to = momentOf(day, minutesOf(window.to), timeZone)
    const moment = Math.max(at, from)
    if (moment < to) return moment
  }
  return null
}

/** When the day after the one it is there begins: what a day may bring is counted anew. */
export function nextDayAt(at: number, timeZone: string): number {
  return momentOf(addDays(dayAt(at, timeZone), 1), 0, timeZone)
}

/** When the day it is there began. */
export function dayStartAt(at: number, timeZone: string): number {
  return momentOf(dayAt(at, timeZone), 0, timeZone)
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
