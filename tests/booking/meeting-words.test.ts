import { describe, expect, test } from 'vitest'
import { renderBookingLetter } from '#server/booking/letter-html.ts'
import { directionOf, meetingLanguages, meetingWords } from '#server/booking/meeting-words.ts'
import { renderBookingPage } from '#server/http/booking-page.ts'
import type { BookingTable } from '#server/store/booking-tables.ts'

const english = meetingWords('en')
const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 24, 9)

test('letters and the page of a meeting speak nine languages', () => {
  expect(meetingLanguages().sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'pt', 'ro', 'ru', 'sv'])
  expect(meetingWords('de-AT')).toBe(meetingWords('de'))
  expect(meetingWords('tlh')).toBe(english)
})

describe.each(meetingLanguages().filter(locale => locale !== 'en'))('in %s', locale => {
  const words = meetingWords(locale)

  test('nothing is left empty or in English, and the same values are filled in', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
    for (const [name, text] of Object.entries(english)) {
      const said = words[name as keyof typeof words]
      expect(said.trim(), name).not.toBe('')
      expect(said, name).not.toBe(text)
      expect(places(said), name).toEqual(places(text))
    }
  })

  test('the page is in that language, with its days and times', () => {
    // No more of a booking is read.
    const booking = {
      ...{ status: 'booked', owner_name: 'Anna Berg', place: 'https://meet.example/anna', locale },
      ...{ time_zone: 'Europe/Berlin', starts_at: START, ends_at: START + HOUR },
    } as BookingTable
    const slots = Array.from({ length: 8 }, (_, day) => START + day * 24 * HOUR)
    const page = renderBookingPage({ booking, visitor: 'Ida Falk', slots, open: true, problem: undefined })
    expect(page).toContain(`<html lang="${locale}" dir="${directionOf(locale)}">`)
    expect(page).toContain(words.title.replace('{who}', 'Anna Berg'))
    expect(page).toContain(words.more.replace('{n}', '3'))
    expect(page).not.toMatch(/Meeting|Cancel this|another time|Shown in|>When<|[{}]who/)
  })
})

test('a name that holds a pattern is shown as it is', () => {
  const title = english.booked.replace('{who}', () => '$& <b>')
  expect(renderBookingLetter({ title, rows: [], action: undefined }).html).toContain('$&amp; &lt;b&gt;')
})
