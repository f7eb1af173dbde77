import { z } from 'zod'

/** Free times, their lengths and buffers are whole pieces of this: what keeps bookings apart counts in them. */
export const CELL_MINUTES = 5
export const CELL_MS = CELL_MINUTES * 60_000

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5][05]$|^24:00$/, 'Write a time like 09:00, in steps of five minutes.')
const minutes = (least: number, most: number) => z.int().min(least).max(most).multipleOf(CELL_MINUTES)
const zone = z.string().max(64).refine(isTimeZone, 'Name a time zone, such as Europe/Berlin.')
const date = z.iso.date('Write a date like 2026-12-24.')

const hours = z
  .array(z.strictObject({ from: time, to: time }).readonly())
  .max(4)
  .readonly()
  .refine(list => list.every(({ from, to }) => from < to), 'Each begins before it ends.')
  .refine(
    list => list.every(({ from }, index) => index === 0 || (list[index - 1]?.to ?? '') <= from),
    'One follows the other.',
  )

/** When a person takes meetings, as the studio sends it: unknown keys refused. */
export const calendarSettings = z
  .strictObject({
    /** Off = nobody is offered a time. */
    enabled: z.boolean(),
    timeZone: zone,
    /** Working hours by weekday, in the person's own time; a day left out is free. */
    hours: z.partialRecord(z.enum(WEEKDAYS), hours).readonly(),
    slotMinutes: minutes(10, 240),
    /** Kept free after each meeting. */
    bufferMinutes: minutes(0, 120),
    /** Nobody books on shorter notice. */
    noticeHours: z.int().min(0).max(336),
    daysAhead: z.int().min(1).max(60),
    /** Days off, `2026-12-24`. */
    holidays: z.array(date).max(200).readonly(),
    /** Where they meet: a link or words. */
    place: z.string().trim().max(300),
  })
  .readonly()

export type CalendarSettings = z.infer<typeof calendarSettings>

/** What a new calendar starts from: Monday to Friday, nine to five. */
export function defaultCalendar(timeZone: string): CalendarSettings {
  const day = [{ from: '09:00', to: '17:00' }]
  return {
    enabled: false,
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
    hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    slotMinutes: 30,
    bufferMinutes: 0,
    noticeHours: 4,
    daysAhead: 14,
    holidays: [],
    place: '',
  }
}

/** Whether this runtime knows a time zone by that name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
