import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defaultCalendar } from '#server/booking/calendar-settings.ts'
import type { CalendarsAnswer, Permission, PersonCalendar } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { CalendarsRoom } from '#studio/settings/calendars/calendars-room.tsx'

const ann: PersonCalendar = {
  email: 'ann@acme.example',
  name: 'Ann Holm',
  bookingUrl: null,
  settings: { ...defaultCalendar('Europe/Berlin'), enabled: true },
  saved: true,
  ahead: 2,
}
const bob: PersonCalendar = { ...ann, email: 'bob@acme.example', name: 'Bob Reed', bookingUrl: 'https://cal.com/bob' }

beforeEach(() => as(['manage_site']))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function as(can: Permission[]) {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'sales', can, now: 0 }
}

/** The room in front of a server that keeps what it is sent. */
function show(answer: Partial<CalendarsAnswer> = {}) {
  const sent: { asked: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    if (body === undefined) return Response.json({ mailed: true, people: [ann, bob], ...answer })
    const settings: unknown = JSON.parse(body)
    sent.push({ asked: `${method} ${path}`, body: settings })
    return Response.json({ ...ann, settings })
  })
  render(<CalendarsRoom />)
  return { sent }
}

it('changed hours and rules are saved for the person, and nothing before that', async () => {
  const { sent } = show()
  fireEvent.input(await screen.findByLabelText('Monday, from'), { target: { value: '10:00' } })
  fireEvent.click(screen.getByRole('button', { name: 'Remove these hours of Friday' }))
  fireEvent.click(screen.getByRole('button', { name: 'Add hours on Monday' }))
  fireEvent.input(screen.getByLabelText('Days off'), { target: { value: '2026-12-24\n2026-12-25' } })
  expect(sent).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Save calendar' }))

  await waitFor(() => expect(sent).toHaveLength(1))
  const { fri: _fri, ...days } = ann.settings.hours
  expect(sent[0]).toEqual({
    asked: 'PUT /api/calendars/ann%40acme.example',
    body: {
      ...ann.settings,
      holidays: ['2026-12-24', '2026-12-25'],
      hours: {
        ...days,
        mon: [
          { from: '10:00', to: '17:00' },
          { from: '18:00', to: '19:00' },
        ],
      },
    },
  })
})

it('says that no mail goes out where none is set up, and who has a calendar of their own', async () => {
  show({ mailed: false })
  await screen.findByText(/No mail server is set \(SMTP_URL\)/)
  expect(screen.getByRole('button', { name: /Ann Holm/ }).textContent).toContain('2 meetings ahead')
  expect(screen.getByRole('button', { name: /Bob Reed/ }).textContent).toContain('Own link: cal.com')
})

it('lets salespeople change their own calendar and look at those of others', async () => {
  as([])
  show()
  expect(await screen.findByRole('button', { name: 'Save calendar' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /Bob Reed/ }))
  await screen.findByRole('heading', { name: 'Bob Reed' })
  expect(screen.queryByRole('button', { name: 'Save calendar' })).toBeNull()
})
