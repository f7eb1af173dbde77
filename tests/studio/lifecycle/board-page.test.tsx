import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Board, BoardLead, Stage } from '#server/http/api-type.ts'
import { BoardPage } from '#studio/lifecycle/board-page.tsx'
import { me } from '#studio/me.ts'
import { Toasts } from '#studio/ui/toast.tsx'

const NOW = Date.now()
const DAY = 86_400_000
const STAGES: readonly Stage[] = ['lead', 'mql', 'sal', 'sql', 'hold']
const MOVES = {
  ...{ lead: {}, opportunity: {}, customer: {}, recycled: {}, disqualified: {} },
  mql: { sal: 'nothing', hold: 'reason' },
  sal: { sql: 'nothing' },
  sql: {},
  hold: {},
} as unknown as Board['moves'] // fewer moves than the server's table

const lead = (change: Partial<BoardLead> = {}): BoardLead => ({
  id: 'lead-1',
  name: 'Ida Falk',
  email: 'ida@nordvik-cold.example',
  company: 'Nordvik Cold',
  score: 72,
  temperature: 'hot',
  owner: { id: 'mira', name: 'Mira Holm' },
  since: NOW - 3 * DAY,
  dueAt: NOW - 2 * 3_600_000,
  disqualifiedReason: null,
  ...change,
})

let columns: Partial<Record<Stage, readonly BoardLead[]>>
let sent: { path: string; body: unknown }[]
let answers: Record<string, () => Response>

beforeEach(() => {
  columns = { mql: [lead()] }
  sent = []
  answers = {}
  history.replaceState(null, '', '/studio/leads/board')
  me.value = {
    user: { id: 'u', name: 'Mira', email: 'mira@tallybarn.example' },
    workspace: { id: 'w', name: 'Tallybarn' },
    workspaces: [],
    role: 'sales',
    can: ['decide_leads'],
    now: NOW,
  }
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      close() {}
    },
  )
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (init.method !== 'GET') sent.push({ path, body: JSON.parse(String(init.body ?? 'null')) })
    return answers[path]?.() ?? Response.json(path.startsWith('/api/board') ? board() : { id: 'lead-1' })
  })
})
afterEach(() => {
  cleanup()
  me.value = undefined
  vi.unstubAllGlobals()
})

const board = (): Board => ({
  columns: STAGES.map(stage => {
    const leads = columns[stage] ?? []
    const overdue = leads.filter(({ dueAt }) => dueAt !== null && dueAt < NOW).length
    return { stage, count: leads.length, medianMs: leads.length > 0 ? 3 * DAY : null, overdue, leads }
  }),
  visitors: { count: 412, days: 30 },
  moves: MOVES,
  owners: [{ id: 'mira', name: 'Mira Holm' }],
  now: NOW,
})

const show = () =>
  render(
    <LocationProvider>
      <Router>{[<Route key="board" path="/studio/leads/board" component={BoardPage} />]}</Router>
      <Toasts />
    </LocationProvider>,
  )
const column = (name: string) => screen.findByRole('region', { name: new RegExp(`^${name},`) })

test('tells of each stage how many stand there, for how long, and who is late', async () => {
  show()
  const mql = await column('MQL')
  expect(mql.textContent).toContain('median 3 d')
  expect(mql.textContent).toContain('1 overdue')
  expect(within(mql).getByText('2 h late')).toBeTruthy()
  expect((await column('SQL')).textContent).toContain('intent and means are checked')
})

test('a menu moves a lead without a mouse, and the toast takes it back', async () => {
  show()
  fireEvent.click(within(await column('MQL')).getByRole('button', { name: 'Move Ida Falk' }))
  fireEvent.click(screen.getByRole('menuitem', { name: 'Accept' }))
  await screen.findByText('Ida Falk moved to SAL')
  expect(sent).toEqual([{ path: '/api/leads/lead-1/move', body: { from: 'mql', to: 'sal' } }])
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(sent.at(-1)?.path).toBe('/api/leads/lead-1/undo'))
})

test('a move that needs a reason asks for it in the column it goes to; Escape lets it be', async () => {
  show()
  const open = async () => {
    fireEvent.click(within(await column('MQL')).getByRole('button', { name: 'Move Ida Falk' }))
    fireEvent.click(screen.getByRole('menuitem', { name: /Put on hold/ }))
    return within(await column('On hold')).getByRole('form', { name: /Put on hold: Ida Falk/ })
  }
  fireEvent.keyDown(await open(), { key: 'Escape' })
  expect(screen.queryByRole('form')).toBeNull()

  const form = await open()
  const submit = within(form).getByRole<HTMLButtonElement>('button', { name: 'Put on hold' })
  expect(submit.disabled).toBe(true)
  fireEvent.click(within(form).getByRole('button', { name: 'Budget comes later' }))
  fireEvent.submit(form)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({ from: 'mql', to: 'hold', reason: 'budget_later' })
})
