import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LeadCard, MergePreview, AccountsPage as Page, Permission, PriorityImport } from '#server/http/api-type.ts'
import { AccountsPage } from '#studio/accounts/accounts-page.tsx'
import { PriorityPage } from '#studio/accounts/priority-page.tsx'
import { SamePersonPanel } from '#studio/leads/same-person.tsx'
import { me } from '#studio/me.ts'
import { Toasts } from '#studio/ui/toast.tsx'

interface Sent {
  readonly asked: string
  readonly body: unknown
}

beforeEach(() => {
  as(['decide_leads', 'edit_flows', 'export_leads'])
  // happy-dom knows dialogs but not how to show them over the page.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function as(can: Permission[]) {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'owner', can, now: 0 }
}

function answering(answers: Readonly<Record<string, unknown>>): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    const asked = `${method} ${path}`
    sent.push({ asked, body: body === undefined ? undefined : JSON.parse(body) })
    return Response.json(answers[asked] ?? answers[asked.split('?')[0] ?? ''])
  })
  return sent
}

const settings = {
  committeePeople: 3,
  committeeLevels: 2,
  committeeDays: 30,
  engagementCap: 40,
  committeePoints: 10,
  priorityPoints: 10,
}

test('an account shows its score, people, marks and owner; a filter asks the server', async () => {
  const page: Page = {
    accounts: [
      {
        domain: 'nordvik-cold.example',
        domains: ['nordvik.example'],
        name: 'Nordvik Cold',
        people: 3,
        score: 97,
        committee: true,
        priority: true,
        newestAt: Date.now(),
        owner: { id: 'p', name: 'Anna Keller' },
      },
    ],
    count: 1,
    next: null,
    priorityLines: 2,
  }
  history.replaceState(null, '', '/studio/leads/accounts')
  const sent = answering({ 'GET /api/accounts': page })
  render(
    <LocationProvider>
      <Router>{[<Route key="a" path="/studio/leads/accounts" component={AccountsPage} />]}</Router>
    </LocationProvider>,
  )
  const row = within(await screen.findByRole('row', { name: /Nordvik Cold/ }))
  for (const text of ['97', '3', 'Anna Keller']) row.getByText(text)
  row.getByText(/nordvik-cold\.example · 1 more domain/)
  expect(row.getAllByText('Priority').length).toBeGreaterThan(0)
  fireEvent.click(screen.getByRole('button', { name: 'Buying committee' }))
  await waitFor(() => expect(sent.at(-1)?.asked).toBe('GET /api/accounts?committee=yes'))
})

test('a pasted list is checked first: its bad rows are named before anything is stored', async () => {
  const outcome: PriorityImport = {
    added: 1,
    changed: 0,
    same: 0,
    problems: [{ row: 2, given: 'no domain', problem: 'not_a_domain' }],
  }
  const sent = answering({
    'GET /api/priority-accounts': [],
    'GET /api/account-settings': settings,
    'POST /api/priority-accounts': outcome,
  })
  render(
    <>
      <PriorityPage />
      <Toasts />
    </>,
  )
  await screen.findByText('No company is on the list')
  fireEvent.input(screen.getByLabelText('One company a line'), { target: { value: 'acme.example\nno domain' } })
  fireEvent.click(screen.getByRole('button', { name: 'Check the list' }))
  await screen.findByText(/neither a domain nor a pattern/)
  expect(sent.at(-1)?.body).toEqual({ csv: 'acme.example\nno domain', dryRun: true })
  fireEvent.click(screen.getByRole('button', { name: 'Put 1 company on the list' }))
  await screen.findByText('1 company is on the list')
  expect(sent.filter(({ asked }) => asked.startsWith('POST')).map(({ body }) => body)).toEqual([
    { csv: 'acme.example\nno domain', dryRun: true },
    { csv: 'acme.example\nno domain', dryRun: false },
  ])
})

const other = {
  id: 'lead-2',
  name: 'Ida Falk',
  email: 'ida.falk@gmail.com',
  company: null,
  score: 40,
  temperature: 'warm',
  stage: 'mql',
  updatedAt: 0,
} as const
const card = {
  id: 'lead-1',
  contact: { email: 'ida@nordvik-cold.example', name: 'Ida Falk' },
  updatedAt: 1,
} as LeadCard // what the panel reads of a card

test('a likely same person is merged only after a look at what would come together', async () => {
  const preview: MergePreview = {
    into: { ...other, id: 'lead-1', email: 'ida@nordvik-cold.example', score: 67 },
    from: other,
    after: { ...other, id: 'lead-1', score: 72, temperature: 'hot' },
    addresses: ['ida.falk@gmail.com', 'ida@nordvik-cold.example'],
    owner: 'Anna Keller',
    counts: { conversations: 2, acts: 0, meetings: 1, deliveries: 0 },
  }
  const same = { likely: [{ ...other, because: ['phone'] }], found: [], merged: [] }
  const sent = answering({
    'GET /api/leads/lead-1/same': same,
    'POST /api/leads/lead-1/merge-preview': preview,
    'POST /api/leads/lead-1/merge': { merge: 'm1', lead: { id: 'lead-1' } },
  })
  const merged = vi.fn()
  render(<SamePersonPanel card={card} onMerged={merged} />)
  await screen.findByText(/same phone number/)
  fireEvent.click(screen.getByRole('button', { name: 'Merge…' }))
  await screen.findByText('2 conversations, 1 meeting')
  expect(merged).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: 'Make one lead' }))
  await waitFor(() => expect(merged).toHaveBeenCalledWith({ id: 'lead-1' }))
  expect(sent.find(({ asked }) => asked === 'POST /api/leads/lead-1/merge')?.body).toEqual({ other: 'lead-2' })
})

test('who may not decide on leads sees what was merged, and no buttons', async () => {
  as([])
  const merged = { id: 'm1', name: null, email: 'x@gmail.com', score: 3, by: 'Mira', at: 0, undoable: true }
  answering({ 'GET /api/leads/lead-1/same': { likely: [], found: [], merged: [merged] } })
  render(<SamePersonPanel card={card} onMerged={() => {}} />)
  await screen.findByText(/x@gmail\.com/)
  expect(screen.queryAllByRole('button')).toEqual([])
})
