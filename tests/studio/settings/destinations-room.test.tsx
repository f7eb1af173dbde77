import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectors } from '#server/delivery/connectors/index.ts'
import type { ConnectorInfo, DeliveryRow, Destination, Permission } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { DestinationsRoom } from '#studio/settings/destinations/destinations-room.tsx'
import { Toasts } from '#studio/ui/toast.tsx'

const infos: ConnectorInfo[] = connectors.map(({ id, title, description, settingsSchema, secret }) => ({
  id,
  title,
  description,
  settings: settingsSchema,
  secret: secret && { label: secret.label, generated: secret.generate !== undefined },
}))

const crm: Destination = {
  id: 'd1',
  connector: 'webhook',
  name: 'CRM',
  settings: { url: 'https://crm.example.com/in' },
  hasSecret: true,
  enabled: true,
  disabledReason: null,
  deliveries: { pending: 1, dead: 1, delivered: 12 },
  createdAt: 0,
}
const dead: DeliveryRow = {
  id: 'x1',
  lead: { id: 'l1', name: 'Ida Falk', email: 'ida@nordvik-cold.example' },
  destination: { id: 'd1', name: 'CRM' },
  event: 'lead.qualified',
  status: 'dead',
  attempts: 8,
  createdAt: 0,
  lastAttempt: { at: 0, status: 503, error: 'server_failed', response: 'Busy' },
}

type Answers = Readonly<Record<string, unknown>>

beforeEach(() => as(['manage_destinations']))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function as(can: Permission[]) {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'marketer', can, now: 0 }
}

function show(answers: Answers) {
  const sent: { asked: string; body: unknown }[] = []
  const all: Answers = {
    'GET /api/connectors': infos,
    'GET /api/destinations': [],
    'GET /api/deliveries?status=dead': [],
    ...answers,
  }
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    const asked = `${method} ${path}`
    if (method !== 'GET') sent.push({ asked, body: body && JSON.parse(body) })
    const answer = all[asked]
    return answer instanceof Response ? answer.clone() : Response.json(answer)
  })
  render(
    <>
      <DestinationsRoom />
      <Toasts />
    </>,
  )
  return sent
}

it('a secret that was made is shown once', async () => {
  const sent = show({ 'POST /api/destinations': { ...crm, newSecret: 'whsec_c2VjcmV0' } })
  fireEvent.click(await screen.findByRole('button', { name: 'Add webhook' }))
  fireEvent.input(screen.getByLabelText('Address'), { target: { value: 'https://crm.example.com/in' } })
  fireEvent.submit(screen.getByLabelText('Address').closest('form') as HTMLElement)
  await screen.findByText('whsec_c2VjcmV0')
  expect(sent[0]?.body).toEqual({
    connector: 'webhook',
    name: 'Webhook',
    settings: { url: 'https://crm.example.com/in' },
  })
  fireEvent.click(await screen.findByRole('button', { name: 'I have it' }))
  await waitFor(() => expect(screen.queryByText('whsec_c2VjcmV0')).toBeNull())
})

it('what the server refuses stands beside its setting', async () => {
  const errors = [
    { pointer: '/settings/url', code: 'address_refused', message: 'The address is in a private network.' },
  ]
  const problem = { code: 'destination_refused', status: 422, title: 'Refused', errors }
  show({ 'POST /api/destinations': Response.json(problem, { status: 422 }) })
  fireEvent.click(await screen.findByRole('button', { name: 'Add webhook' }))
  const field = screen.getByLabelText('Address')
  fireEvent.submit(field.closest('form') as HTMLElement)
  await screen.findByText('The address is in a private network.')
  expect(field.getAttribute('aria-invalid')).toBe('true')
})

it('a test says how it went', async () => {
  const result = { ok: false, status: 503, detail: 'The other side is busy.', tookMs: 40 }
  show({ 'GET /api/destinations': [crm], 'POST /api/destinations/d1/test': result })
  fireEvent.click(await screen.findByRole('button', { name: 'Send a test' }))
  await screen.findByText(/The test did not arrive \(503\), 40 ms\. The other side is busy\./)
})

it('a destination is turned off without losing its secret', async () => {
  const sent = show({ 'GET /api/destinations': [crm], 'PUT /api/destinations/d1': { ...crm, enabled: false } })
  fireEvent.click(await screen.findByRole('button', { name: 'Turn off' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({ name: 'CRM', settings: crm.settings, enabled: false })
})

it('a delivery that was given up can be sent again', async () => {
  const sent = show({
    'GET /api/destinations': [crm],
    'GET /api/deliveries?status=dead': [dead],
    'POST /api/deliveries/x1/replay': { ...dead, status: 'pending' },
  })
  const row = await screen.findByRole('row', { name: /Ida Falk/ })
  within(row).getByText('503 · server failed · Busy')
  fireEvent.click(within(row).getByRole('button', { name: 'Send again' }))
  await waitFor(() => expect(sent.map(({ asked }) => asked)).toEqual(['POST /api/deliveries/x1/replay']))
})

it('who may not manage destinations sees them and no switches', async () => {
  as([])
  show({ 'GET /api/destinations': [crm] })
  await screen.findByText('https://crm.example.com/in')
  expect(screen.queryByRole('button', { name: /Add|Send|Change|Turn|Remove/ })).toBeNull()
})
