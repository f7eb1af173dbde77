import { describe, expect, test } from 'vitest'
import { calendarAt } from '#widget/booking/calendars.ts'

const IDA = { name: 'Ida Falk Berg', email: 'ida@nordvik-cold.example' }

/** Address and parameters of the frame for a booking link. */
function frame(link: string) {
  const calendar = calendarAt(link, IDA, 'www.tallybarn.example')
  const url = new URL(calendar?.src ?? 'about:blank')
  return { at: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) }
}

describe('a booking link', () => {
  test('of Cal.com, Calendly and HubSpot becomes a frame that knows name and address already', () => {
    expect(frame('https://cal.com/mara/intro?month=2026-12')).toEqual({
      at: 'https://cal.com/mara/intro/embed',
      month: '2026-12',
      embed: 'parley',
      layout: 'mobile',
      name: 'Ida Falk Berg',
      email: IDA.email,
    })
    expect(frame('https://calendly.com/mara/intro')).toMatchObject({
      at: 'https://calendly.com/mara/intro',
      embed_domain: 'www.tallybarn.example',
      embed_type: 'Inline',
      name: 'Ida Falk Berg',
      email: IDA.email,
    })
    expect(frame('https://meetings-eu1.hubspot.com/mara')).toEqual({
      at: 'https://meetings-eu1.hubspot.com/mara',
      embed: 'true',
      firstName: 'Ida',
      lastName: 'Falk Berg',
      email: IDA.email,
    })
  })

  test.each([
    'https://calendar.tallybarn.example/mara',
    'http://cal.com/mara',
    'https://cal.com.evil.example/mara',
    'https://evilcalendly.com/mara',
    'https://cal.com:8443/mara',
    'javascript:alert(1)',
    'not a link',
  ])('stays a link: %s', link => {
    expect(calendarAt(link, IDA, 'www.tallybarn.example')).toBeUndefined()
  })
})

describe('a calendar’s messages', () => {
  const hears = (link: string, data: unknown) => calendarAt(link, {}, 'x.example')?.hears(data)
  const [cal, calendly, hubspot] = [
    'https://cal.com/m',
    'https://calendly.com/m',
    'https://meetings.hubspot.com/m',
  ] as const

  test('say when a time was booked', () => {
    expect(hears(cal, { originator: 'CAL', type: 'bookingSuccessful', data: {} })).toBe('booked')
    expect(hears(cal, { originator: 'CAL', type: 'bookingSuccessfulV2', data: {} })).toBe('booked')
    expect(hears(calendly, { event: 'calendly.event_scheduled', payload: {} })).toBe('booked')
    expect(hears(hubspot, { meetingBookSucceeded: true, meetingsPayload: {} })).toBe('booked')
  })

  test('say how high they are, and Cal.com waits for an answer before it shows itself', () => {
    expect(hears(cal, { originator: 'CAL', type: '__dimensionChanged', data: { iframeHeight: 700 } })).toEqual({
      height: 700,
    })
    expect(hears(cal, { originator: 'CAL', type: '__dimensionChanged', data: { iframeHeight: 1e9 } })).toEqual({
      height: 2000,
    })
    expect(hears(calendly, { event: 'calendly.page_height', payload: { height: '640px' } })).toEqual({ height: 640 })
    expect(hears(cal, { originator: 'CAL', type: '__iframeReady' })).toEqual({
      answer: { originator: 'CAL', method: 'parentKnowsIframeReady' },
    })
  })

  test.each([
    null,
    undefined,
    'booked',
    42,
    [],
    {},
    { type: 'bookingSuccessful' },
    { originator: 'CAL', type: 'linkReady' },
    { event: 'calendly.date_and_time_selected' },
    { meetingBookSucceeded: 'true' },
  ])('of any other kind say nothing: %j', data => {
    for (const link of [cal, calendly, hubspot]) expect(hears(link, data)).toBeUndefined()
  })
})
