import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ApiKeyRow, ImportPreview, ImportResult, ImportRow, Permission } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { ApiKeysRoom } from '#studio/settings/api-keys/api-keys-room.tsx'
import { closeImport } from '#studio/settings/imports/import-run.ts'
import { ImportsRoom } from '#studio/settings/imports/imports-room.tsx'

const preview: ImportPreview = {
  delimiter: ';',
  header: ['Mail', 'Name'],
  columns: ['email', 'name'],
  targets: [
    { id: 'email', label: 'E-mail address', required: true },
    { id: 'name', label: 'Name', required: false },
  ],
  rows: [{ line: 2, cells: ['ida@x.example', 'Ida'] }],
  dates: 'dmy',
  problems: [],
  missing: null,
}
const checked: ImportResult & { import: null } = {
  rows: 2,
  created: 1,
  updated: 0,
  unchanged: 0,
  refused: 1,
  problems: [{ line: 3, column: 'Mail', code: 'bad_email', message: 'This is no e-mail address.', refused: true }],
  import: null,
}
const key: ApiKeyRow = {
  id: 'k1',
  name: 'Mailer',
  prefix: 'parley_abc123',
  scopes: ['events:write'],
  createdBy: 'Ann',
  createdAt: 0,
  lastUsedAt: null,
  revokedAt: null,
}

beforeEach(() => as(['import_data', 'manage_api_keys']))
afterEach(() => {
  cleanup()
  closeImport()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('a file is read, checked and then imported, and a refused row is named', async () => {
  const sent = answer({
    'GET /api/imports': [],
    'GET /api/flows': [],
    'POST /api/imports/preview': preview,
    'POST /api/imports': checked,
  })
  render(<ImportsRoom />)
  const file = new File(['Mail;Name\nida@x.example;Ida\nbo;Bo\n'], 'people.csv', { type: 'text/csv' })
  fireEvent.change(screen.getByLabelText(/Choose a CSV file/), { target: { files: [file] } })
  fireEvent.click(await screen.findByRole('button', { name: 'Check 2 rows' }))
  await screen.findByText(/1 lead can be imported/)
  expect(screen.getByText('This is no e-mail address.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Import 1 lead' }))
  await screen.findByText(/Imported\. 1 new/)
  const runs = sent.filter(one => one.asked === 'POST /api/imports').map(one => one.body)
  expect(runs).toMatchObject([
    { dryRun: true, firstLine: 2, columns: ['email', 'name'], file: 'people.csv' },
    { dryRun: false },
  ])
})

it('an import goes on while another page is open, and waits for a server that is away', async () => {
  answer({
    'GET /api/imports': [],
    'GET /api/flows': [],
    'POST /api/imports/preview': preview,
    'POST /api/imports': checked,
  })
  const room = render(<ImportsRoom />)
  const rows = Array.from({ length: 1_600 }, (_, index) => `p${index}@x.example;P`)
  const file = new File([['Mail;Name', ...rows].join('\n')], 'people.csv', { type: 'text/csv' })
  fireEvent.change(screen.getByLabelText(/Choose a CSV file/), { target: { files: [file] } })
  fireEvent.click(await screen.findByRole('button', { name: 'Check 1,600 rows' }))
  const begin = await screen.findByRole('button', { name: 'Import 4 leads' })

  vi.useFakeTimers()
  const busy = answer({ 'GET /api/imports': [] })
  fireEvent.click(begin)
  await vi.advanceTimersByTimeAsync(500)
  screen.getByText(/The server does not answer/)
  room.unmount()
  const again = answer({ 'GET /api/imports': [], 'POST /api/imports': { ...checked, rows: 500, import: 'i1' } })
  await vi.advanceTimersByTimeAsync(1_000)
  vi.useRealTimers()
  render(<ImportsRoom />)
  await screen.findByText(/Imported\. 4 new/)
  expect(busy.filter(({ asked }) => asked === 'POST /api/imports')).toHaveLength(1)
  expect(again.filter(({ asked }) => asked === 'POST /api/imports').map(({ body }) => body)).toMatchObject([
    { total: 1_600, rowsBefore: 0, firstLine: 2 },
    { total: 1_600, rowsBefore: 500, firstLine: 502, import: 'i1' },
    { total: 1_600, rowsBefore: 1_000, firstLine: 1_002, import: 'i1' },
    { total: 1_600, rowsBefore: 1_500, firstLine: 1_502, import: 'i1' },
  ])
  fireEvent.click(screen.getByRole('button', { name: 'Done' }))
  await screen.findByText('Choose a CSV file')
})

it('an import that somebody left says how far it came', async () => {
  const row = { id: 'i1', kind: 'leads', file: 'people.csv', by: 'Ann', at: 0 } as const
  const counts = { rows: 1_500, total: 1_600, created: 1_500, updated: 0, unchanged: 0, refused: 0 }
  const imports: ImportRow[] = [
    { ...row, ...counts, state: 'stopped' },
    { ...row, ...counts, id: 'i0', state: 'running' },
  ]
  answer({ 'GET /api/imports': imports })
  render(<ImportsRoom />)
  await screen.findByText(/Stopped after 1,500 of 1,600 rows\. Import the file again/)
  screen.getByText('1,500 of 1,600 rows so far')
})

it('what a column is can be chosen, once each', async () => {
  const sent = answer({ 'GET /api/imports': [], 'GET /api/flows': [], 'POST /api/imports/preview': preview })
  render(<ImportsRoom />)
  const file = new File(['Mail;Name\nida@x.example;Ida\n'], 'people.csv')
  fireEvent.change(screen.getByLabelText(/Choose a CSV file/), { target: { files: [file] } })
  fireEvent.change(await screen.findByLabelText('What Name is'), { target: { value: 'email' } })
  await waitFor(() => expect(sent.at(-1)?.body).toMatchObject({ columns: [null, 'email'] }))
})

it('a key is shown once, and revoked only when asked twice', async () => {
  const sent = answer({
    'GET /api/api-keys': [key],
    'POST /api/api-keys': { ...key, secret: 'parley_the-whole-secret' },
    'DELETE /api/api-keys/k1': { ok: true },
  })
  render(<ApiKeysRoom />)
  fireEvent.click(await screen.findByRole('button', { name: 'Make a key' }))
  fireEvent.input(screen.getByLabelText('Which system is it for?'), { target: { value: 'CRM' } })
  fireEvent.click(screen.getByRole('button', { name: 'Make the key', hidden: true }))
  await screen.findByText('parley_the-whole-secret')
  fireEvent.click(screen.getByRole('button', { name: 'I have it', hidden: true }))
  await waitFor(() => expect(screen.queryByText('parley_the-whole-secret')).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: 'Revoke Mailer' }))
  expect(sent.some(({ asked }) => asked.startsWith('DELETE'))).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: 'Revoke for good Mailer' }))
  await waitFor(() => expect(sent.at(-2)?.asked).toBe('DELETE /api/api-keys/k1'))
})

it('rooms of others say who may', () => {
  as([])
  render(<ApiKeysRoom />)
  render(<ImportsRoom />)
  expect(screen.getByText(/Owners of the workspace/)).toBeTruthy()
  expect(screen.getByText(/Owners and marketers/)).toBeTruthy()
})

function as(can: Permission[]) {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'owner', can, now: 0 }
}

function answer(answers: Readonly<Record<string, unknown>>) {
  const sent: { asked: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    const asked = `${method} ${path}`
    sent.push({ asked, body: body === undefined ? undefined : JSON.parse(body) })
    return Response.json(answers[asked] ?? { status: 503, title: 'Away' }, { status: asked in answers ? 200 : 503 })
  })
  return sent
}
