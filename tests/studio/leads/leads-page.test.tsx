import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LeadNews, LeadRow, LeadsPage as Page } from '#server/http/api-type.ts'
import { page as listed } from '#studio/leads/leads-list.ts'
import { LeadsPage } from '#studio/leads/leads-page.tsx'

/** A stand-in for the browser's event stream, which happy-dom does not have. */
class FakeEventSource extends EventTarget {
  static last: FakeEventSource | undefined
  closed = false
  constructor() {
    super()
    FakeEventSource.last = this
  }
  close() {
    this.closed = true
  }
  tell(news: LeadNews) {
    this.dispatchEvent(new MessageEvent('lead', { data: JSON.stringify(news) }))
  }
}

const row = (change: Partial<LeadRow>): LeadRow => ({
  id: 'lead-1',
  email: 'ida@nordvik-cold.example',
  name: 'Ida Falk',
  company: 'Nordvik Cold',
  score: 72,
  fit: 67,
  engagement: 5,
  temperature: 'hot',
  stage: 'mql',
  outcome: 'sales',
  flow: { id: 'pricing', name: 'Pricing chat' },
  owner: { id: 'mira', name: 'Mira Holm' },
  why: 'Many sites to count · This quarter',
  source: 'newsletter',
  medium: 'email',
  campaign: 'counting-weekly',
  sourcePriority: 3,
  withMarketing: false,
  priorityAccount: false,
  committee: false,
  flags: 0,
  waiting: true,
  quarantine: null,
  partial: false,
  openQuestions: 0,
  dueAt: null,
  createdAt: 0,
  updatedAt: Date.now(),
  ...change,
})
const page = (leads: readonly LeadRow[]): Page => ({
  leads,
  next: null,
  counts: { hot: leads.length, warm: 0, cold: 0, dead: 0, disqualified: 0, all: leads.length },
  held: 0,
  owners: [{ id: 'mira', name: 'Mira Holm' }],
  sources: [{ source: 'newsletter', count: leads.length }],
  queue: 'all',
  withMarketing: 0,
})

let answer: Page
let asked: string[]

beforeEach(() => {
  // The list outlives its page on purpose: coming back shows it at once.
  listed.value = null
  asked = []
  history.replaceState(null, '', '/studio/leads')
  vi.stubGlobal('EventSource', FakeEventSource)
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json(answer)
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const show = () =>
  render(
    <LocationProvider>
      <Router>{[<Route key="leads" path="/studio/leads" component={LeadsPage} />]}</Router>
    </LocationProvider>,
  )

test('a lead shows score, temperature, name, why and owner', async () => {
  answer = page([row({})])
  show()
  const found = within(await screen.findByRole('row', { name: /Ida Falk/ }))
  for (const text of ['72', 'Hot', 'Many sites to count · This quarter', 'Mira Holm']) found.getByText(text)
})

test('a lead that arrives waits above the list instead of moving it', async () => {
  answer = page([row({})])
  show()
  await screen.findByText('Ida Falk')
  FakeEventSource.last?.tell({ change: 'created', lead: row({ id: 'lead-2', name: 'Ana Rusu' }) })
  const button = await screen.findByRole('button', { name: '1 new lead: show' })
  expect(screen.queryByText('Ana Rusu')).toBeNull()

  answer = page([row({ id: 'lead-2', name: 'Ana Rusu' }), row({})])
  fireEvent.click(button)
  await screen.findByText('Ana Rusu')
  expect(screen.queryByRole('button', { name: /new lead/ })).toBeNull()
})

test('a lead that changes keeps its place', async () => {
  answer = page([row({}), row({ id: 'lead-2', name: 'Ana Rusu', score: 41 })])
  show()
  await screen.findByText('Ana Rusu')
  FakeEventSource.last?.tell({ change: 'updated', lead: row({ id: 'lead-2', name: 'Ana Rusu', score: 88 }) })
  await screen.findByText('88')
  expect(screen.getAllByRole('link', { name: /Ida|Ana/ }).map(link => link.textContent)).toEqual([
    'Ida Falk',
    'Ana Rusu',
  ])
})

test('a temperature filter is asked of the server and stands in the address', async () => {
  answer = page([row({})])
  show()
  await screen.findByText('Ida Falk')
  fireEvent.click(screen.getByRole('button', { name: /^Hot/ }))
  await vi.waitFor(() => expect(asked).toContain('/api/leads?temperature=hot'))
  expect(location.search).toBe('?temperature=hot')
})

test('leads that are held back have a filter of their own, shown where there are any', async () => {
  answer = { ...page([row({})]), held: 2 }
  show()
  await screen.findByText('Ida Falk')
  fireEvent.click(screen.getByRole('button', { name: /^Held back/ }))
  await vi.waitFor(() => expect(asked).toContain('/api/leads?held=yes'))
  expect(location.search).toBe('?held=yes')
})

test('the first visit says how the first lead gets here', async () => {
  answer = page([])
  show()
  await screen.findByRole('heading', { name: 'The first lead will appear here' })
  screen.getByRole('link', { name: 'Show the tag' })
})

test('a list that does not load says so and can be tried again', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('network')
  })
  show()
  const retry = await screen.findByRole('button', { name: 'Try again' })
  answer = page([row({})])
  vi.stubGlobal('fetch', async () => Response.json(answer))
  fireEvent.click(retry)
  await screen.findByText('Ida Falk')
})

test('a lead shows where it came from and what it is marked with', async () => {
  answer = page([row({ sourcePriority: 1, priorityAccount: true, committee: true, flags: 2 })])
  show()
  const found = within(await screen.findByRole('row', { name: /Ida Falk/ }))
  for (const text of ['newsletter', 'Priority 1 · counting-weekly', 'Priority', 'Committee', 'Check: 2'])
    found.getByText(text)
})

test('source and marks are asked of the server', async () => {
  answer = page([row({})])
  show()
  await screen.findByText('Ida Falk')
  fireEvent.change(screen.getByRole('combobox', { name: 'Source' }), { target: { value: 'newsletter' } })
  await vi.waitFor(() => expect(asked).toContain('/api/leads?source=newsletter'))
  fireEvent.change(screen.getByRole('combobox', { name: 'Mark' }), { target: { value: 'flagged' } })
  await vi.waitFor(() => expect(asked).toContain('/api/leads?source=newsletter&mark=flagged'))
})

test('a lead that marketing works with does not call sales', async () => {
  answer = { ...page([row({})]), queue: 'sales', withMarketing: 1 }
  show()
  await screen.findByText('Ida Falk')
  const arrive = (id: string, withMarketing: boolean) =>
    FakeEventSource.last?.tell({ change: 'created', lead: row({ id, withMarketing }) })
  arrive('lead-2', true)
  arrive('lead-3', false)
  await screen.findByRole('button', { name: '1 new lead: show' })
  fireEvent.click(screen.getByRole('button', { name: /^With marketing/ }))
  await vi.waitFor(() => expect(asked).toContain('/api/leads?queue=marketing'))
})

test('of all leads and those with marketing one is pressed, and All leads back', async () => {
  history.replaceState(null, '', '/studio/leads?queue=marketing')
  answer = { ...page([row({})]), queue: 'marketing', withMarketing: 1 }
  show()
  await screen.findByText('Ida Falk')
  const all = screen.getByRole('button', { name: /^All/ })
  expect(all.getAttribute('aria-pressed')).toBe('false')
  fireEvent.click(all)
  await vi.waitFor(() => expect(location.search).toBe(''))
})

test('a list without leads for sales says how many marketing has, and shows them', async () => {
  history.replaceState(null, '', '/studio/leads?source=newsletter')
  answer = { ...page([]), queue: 'sales', withMarketing: 40 }
  show()
  await screen.findByText('40 leads are with marketing until they are qualified.')
  fireEvent.click(screen.getByRole('button', { name: 'Show those with marketing' }))
  await vi.waitFor(() => expect(asked).toContain('/api/leads?source=newsletter&queue=marketing'))
})
