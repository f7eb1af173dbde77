import { describe, expect, test } from 'vitest'
import { type CalendarSettings, calendarSettings, defaultCalendar } from '#server/booking/calendar-settings.ts'
import { cellsOf, freeSlots } from '#server/booking/free-slots.ts'

const NOBODY: ReadonlySet<number> = new Set()
/** Sunday. */
const SUNDAY = Date.UTC(2026, 10, 22, 9)

function calendar(change: Partial<CalendarSettings> = {}): CalendarSettings {
  return { ...defaultCalendar('Europe/Berlin'), enabled: true, noticeHours: 0, daysAhead: 1, ...change }
}

function times(slots: readonly number[]): string[] {
  return slots.map(slot => new Date(slot).toISOString().slice(0, 16))
}

describe('free slots', () => {
  test('follow the working hours of the person, in the person’s own time zone', () => {
    const slots = freeSlots({ settings: calendar({ slotMinutes: 60 }), taken: NOBODY, now: SUNDAY })
    expect(times(slots)).toEqual([
      '2026-11-23T08:00',
      '2026-11-23T09:00',
      '2026-11-23T10:00',
      '2026-11-23T11:00',
      '2026-11-23T12:00',
      '2026-11-23T13:00',
      '2026-11-23T14:00',
      '2026-11-23T15:00',
    ])
  })

  test('leave out holidays, short notice, days too far ahead, and calendars switched off', () => {
    const settings = calendar({
      slotMinutes: 60,
      daysAhead: 2,
      hours: { mon: [{ from: '09:00', to: '11:00' }], tue: [{ from: '09:00', to: '11:00' }] },
    })
    const list = (change: Partial<CalendarSettings>) =>
      times(freeSlots({ settings: { ...settings, ...change }, taken: NOBODY, now: SUNDAY }))

    expect(list({})).toEqual(['2026-11-23T08:00', '2026-11-23T09:00', '2026-11-24T08:00', '2026-11-24T09:00'])
    expect(list({ holidays: ['2026-11-23'] })).toEqual(['2026-11-24T08:00', '2026-11-24T09:00'])
    expect(list({ noticeHours: 24 })).toEqual(['2026-11-23T09:00', '2026-11-24T08:00', '2026-11-24T09:00'])
    expect(list({ daysAhead: 1 })).toEqual(['2026-11-23T08:00', '2026-11-23T09:00'])
    expect(list({ enabled: false })).toEqual([])
  })

  test('keep the buffer free after a meeting that is booked, and before it', () => {
    const settings = calendar({ slotMinutes: 30, bufferMinutes: 15, hours: { mon: [{ from: '09:00', to: '12:00' }] } })
    const taken = new Set(cellsOf(Date.UTC(2026, 10, 23, 9), settings))
    expect(times(freeSlots({ settings, taken, now: SUNDAY }))).toEqual([
      '2026-11-23T08:00',
      '2026-11-23T10:00',
      '2026-11-23T10:30',
    ])
  })

  test.each([
    // Clocks go forward on 29 March 2026 and back on 25 October 2026 in Berlin.
    ['forward', Date.UTC(2026, 2, 28, 12), 5],
    ['back', Date.UTC(2026, 9, 24, 12), 7],
  ])('on the night clocks go %s come once each and are as long as any other', (_name, now, count) => {
    const settings = calendar({ slotMinutes: 60, hours: { sun: [{ from: '00:00', to: '06:00' }] } })
    const slots = freeSlots({ settings, taken: NOBODY, now })
    expect(slots).toHaveLength(count)
    expect(slots.slice(1).map((slot, index) => slot - (slots[index] ?? 0))).toEqual(Array(count - 1).fill(3_600_000))
  })

  test('never overlap another meeting, whatever length it was booked with (1,000 random calendars)', () => {
    let seed = 20261122
    const random = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    for (let run = 0; run < 1_000; run += 1) {
      const settings = calendar({ slotMinutes: 10 + 5 * random(20), bufferMinutes: 5 * random(6), daysAhead: 3 })
      const other = { ...settings, slotMinutes: 10 + 5 * random(20), bufferMinutes: 5 * random(6) }
      const start = Date.UTC(2026, 10, 23, 8) + 300_000 * random(96)
      const taken = new Set(cellsOf(start, other))
      const end = start + (other.slotMinutes + other.bufferMinutes) * 60_000
      for (const slot of freeSlots({ settings, taken, now: SUNDAY })) {
        expect(slot >= end || slot + (settings.slotMinutes + settings.bufferMinutes) * 60_000 <= start).toBe(true)
      }
    }
  })
})

test.each([
  ['a time zone that is none', { timeZone: 'Mars/Olympus' }],
  ['hours that end before they begin', { hours: { mon: [{ from: '17:00', to: '09:00' }] } }],
  [
    'hours that overlap',
    {
      hours: {
        mon: [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '17:00' },
        ],
      },
    },
  ],
  ['a time between two pieces of five minutes', { hours: { mon: [{ from: '09:02', to: '12:00' }] } }],
  ['a length that is no whole piece', { slotMinutes: 17 }],
  ['a date that is none', { holidays: ['2026-02-30'] }],
  ['an unknown setting', { secret: true }],
])('settings with %s are refused', (_name, change) => {
  expect(calendarSettings.safeParse({ ...defaultCalendar('UTC'), ...change }).success).toBe(false)
})
