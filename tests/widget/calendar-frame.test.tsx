import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { CalendarFrame } from '#widget/booking/calendar-frame.tsx'
import { calendarAt } from '#widget/booking/calendars.ts'

const BOOKED = { event: 'calendly.event_scheduled', payload: {} }

afterEach(cleanup)

function open() {
  const calendar = calendarAt('https://calendly.com/mara/intro', {}, 'www.tallybarn.example')
  if (!calendar) throw new Error('This is a calendar.')
  let booked = 0
  const view = render(<CalendarFrame calendar={calendar} title="Calendar" onBooked={() => (booked += 1)} />)
  const frame = view.getByTitle('Calendar')
  // The test's browser loads no frames: this stands for the window of the calendar's page.
  const source = new MessageChannel().port1
  Object.defineProperty(frame, 'contentWindow', { value: source })
  const hear = (init: MessageEventInit) => dispatchEvent(new MessageEvent('message', { data: BOOKED, ...init }))
  return { view, source, hear, booked: () => booked }
}

test('a booking in the frame is heard from its own window and origin only', () => {
  const { view, source, hear, booked } = open()

  hear({ source, origin: 'https://evil.example' })
  hear({ source, origin: 'https://calendly.com.evil.example' })
  hear({ source, origin: 'null' })
  hear({ source: window, origin: 'https://calendly.com' })
  hear({ source: null, origin: 'https://calendly.com' })
  expect(booked()).toBe(0)
  hear({ source, origin: 'https://calendly.com' })
  expect(booked()).toBe(1)
  view.unmount()
  hear({ source, origin: 'https://calendly.com' })
  expect(booked()).toBe(1)
})

test('a page whose policy lets no frame in keeps the link', async () => {
  const { view } = open()
  document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { blockedURI: 'https://calendly.com' }))
  await expect.poll(() => view.queryByTitle('Calendar')).toBeNull()
})
