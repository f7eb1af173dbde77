import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import type { Me, ModelsOverview } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { ModelsRoom } from '#studio/models/models-room.tsx'
import { overviewOf } from './report-of.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  me.value = undefined
})

type Call = { readonly path: string; readonly body: unknown }

function show(overview: ModelsOverview, role: Me['role'] = 'marketer') {
  const calls: Call[] = []
  const can: Me['can'] = role === 'marketer' || role === 'owner' ? ['edit_flows'] : []
  const user = { id: 'u1', name: 'Mara Lind', email: 'mara@tallybarn.example' }
  me.value = { user, workspace: { id: 'w', name: 'Tallybarn' }, workspaces: [], role, can, now: 0 }
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (init.method === 'POST') calls.push({ path, body: JSON.parse(String(init.body)) })
    return Response.json(overview)
  })
  render(<ModelsRoom flow="pricing" />)
  return calls
}

it('the draft is told in words, with the way to test it first', async () => {
  show(overviewOf())
  await screen.findByText('The draft differs in 1 point')
  screen.getByText('Role: Head')
  expect(screen.getByRole('link', { name: 'Test on past leads' }).getAttribute('href')).toBe(
    '/studio/scoring/backtest?flow=pricing',
  )
  screen.getByText('Time to look this model through.')
})

it('each side signs for itself, the model that is on the screen', async () => {
  const calls = show(overviewOf(), 'sales')
  await screen.findByRole('heading', { name: 'Signatures' })
  expect(screen.queryByRole('button', { name: 'Sign for marketing' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Sign for sales' }))
  await waitFor(() =>
    expect(calls).toEqual([
      { path: '/api/flows/pricing/models/sign', body: { side: 'sales', revision: 'b'.repeat(64) } },
    ]),
  )
})

it('who signed for one side is not asked for the other', async () => {
  const { draft } = overviewOf()
  const signatures = [{ side: 'marketing', userId: 'u1', by: 'Mara Lind', at: 0 }] as const
  show(overviewOf({ draft: { ...draft, signatures } }), 'owner')
  await screen.findByText('Somebody else signs for this side')
  expect(screen.queryByRole('button', { name: 'Sign for sales' })).toBeNull()
})

it('a draft that scores as the live model does says so and asks for nothing', async () => {
  const { draft } = overviewOf()
  show(overviewOf({ draft: { ...draft, changed: false, changes: [] }, review: { at: 0, by: null, due: false } }))
  await screen.findByText('The draft scores as the live model does')
  expect(screen.queryByText('Time to look this model through.')).toBeNull()
})

it('an earlier model is made live again by whoever may publish', async () => {
  const { versions } = overviewOf()
  const [one] = versions
  if (!one) throw new Error('There should be a version.')
  const earlier = { ...one, number: 1, live: false, revision: 'c'.repeat(64) }
  const calls = show(overviewOf({ versions: [{ ...one, number: 2 }, earlier] }))
  fireEvent.click(await screen.findByRole('button', { name: 'Make live again' }))
  await waitFor(() => expect(calls).toMatchObject([{ body: { revision: 'c'.repeat(64) } }]))
  cleanup()
  show(overviewOf({ versions: [{ ...one, number: 2 }, earlier] }), 'viewer')
  await screen.findByText('Models that were live')
  expect(screen.queryByRole('button', { name: 'Make live again' })).toBeNull()
})
