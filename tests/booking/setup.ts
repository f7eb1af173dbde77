import { expect } from 'vitest'
import type { Booking, CreateSessionResponse, SlotsResponse } from '#flows/api.ts'
import { type CalendarSettings, defaultCalendar } from '#server/booking/calendar-settings.ts'
import { saveCalendar } from '#server/booking/calendars.ts'
import type { TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'

export const OWNER = 'mara@tallybarn.example'

/** Switches the owner's calendar on: Mondays to Fridays nine to five in Berlin, half an hour each. */
export async function openCalendar(
  { deps, workspaceId }: TestApp,
  change: Partial<CalendarSettings> = {},
): Promise<void> {
  const settings = { ...defaultCalendar('Europe/Berlin'), enabled: true, place: 'https://meet.example/mara', ...change }
  await deps.store.write(trx => saveCalendar(trx, { workspaceId, email: OWNER }, { settings, at: deps.now() }))
}

/** A visitor who comes out hot, under an address of their own. */
export async function hotVisitor(test: TestApp, email = 'ida@nordvik-cold.example'): Promise<CreateSessionResponse> {
  return await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
}

type Visitor = Pick<CreateSessionResponse, 'session' | 'token'>

export async function slotsFor(test: TestApp, { session, token }: Visitor): Promise<SlotsResponse> {
  const response = await test.request(`/v1/sessions/${session}/slots`, { token })
  expect(response.status).toBe(200)
  return (await response.json()) as SlotsResponse
}

export function bookFor(test: TestApp, { session, token }: Visitor, at: unknown): Promise<Response> {
  return test.request(`/v1/sessions/${session}/bookings`, { token, json: { at, timeZone: 'America/New_York' } })
}

export async function bookedFor(test: TestApp, visitor: Visitor, at: number | undefined): Promise<Booking> {
  const response = await bookFor(test, visitor, at)
  expect([200, 201]).toContain(response.status)
  return (await response.json()) as Booking
}
