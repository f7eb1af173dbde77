/** A day of the calendar, wherever. */
export interface CalendarDay {
  readonly year: number
  /** 1–12. */
  readonly month: number
  readonly day: number
}

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The day it is at a moment in a time zone. */
export function dayAt(moment: number, timeZone: string): CalendarDay {
  const { year, month, day } = partsAt(moment, timeZone)
  return { year, month, day }
}

export function addDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day) + days * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 = Monday. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7
}

/** `2026-12-24`. */
export function isoDay({ year, month, day }: CalendarDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/**
 * The moment at which clocks of a time zone show so many minutes of a day, milliseconds since 1970. A time that is skipped
 * when clocks go forward stands for as much later; of a time that comes twice, the first.
 */
export function momentOf(day: CalendarDay, minutes: number, timeZone: string): number {
  const shown = Date.UTC(day.year, day.month - 1, day.day) + minutes * 60_000
  const before = shown - offsetAt(shown - DAY_MS, timeZone)
  const after = shown - offsetAt(shown + DAY_MS, timeZone)
  const right = [before, after].filter(moment => moment + offsetAt(moment, timeZone) === shown)
  return right.length > 0 ? Math.min(...right) : before
}

/** How far clocks are ahead of UTC at a moment, in ms. */
function offsetAt(moment: number, timeZone: string): number {
  const whole = Math.floor(moment / 1000) * 1000
  const { year, month, day, hour, minute, second } = partsAt(whole, timeZone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}

function partsAt(moment: number, timeZone: string) {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

/** Making one takes a hundred times as long as using it. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const numeric = 'numeric'
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    ...{ timeZone, hourCycle: 'h23', year: numeric, month: numeric, day: numeric },
    ...{ hour: numeric, minute: numeric, second: numeric },
  })
  formats.set(timeZone, format)
  return format
}
