import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CardRouting as Decision, OwnerChoice, Permission } from '#server/http/api-type.ts'
import { CardRouting } from '#studio/leads/card-routing.tsx'
import { me } from '#studio/me.ts'
import { Toasts } from '#studio/ui/toast.tsx'

const ANN = { id: 'ann', name: 'Ann Lee', email: 'ann@acme.example' }
const CHOICE: OwnerChoice = {
  people: [
    { id: 'ann', name: 'Ann Lee', title: null },
    { id: 'ben', name: 'Ben Oz', title: 'Account Executive' },
  ],
  undoable: false,
}
const LATER: Decision = {
  id: 'd1',
  session: 's1',
  outcome: 'sales',
  rule: 'hot',
  owner: 'ann',
  team: null,
  dueAt: null,
  record: { rules: [], pool: [], reason: 'The rule names Ann Lee' },
  kind: 'later',
  why: 'hot',
  by: null,
  at: 0,
}

beforeEach(() => as(['decide_leads']))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function as(can: Permission[]) {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'sales', can, now: 0 }
}

function show() {
  const sent: { asked: string; body: unknown }[] = []
  const changed = vi.fn()
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'GET') return Response.json(CHOICE)
    sent.push({ asked: `${method} ${path}`, body: body && JSON.parse(body) })
    return Response.json({ owner: { id: 'ben', name: 'Ben Oz' } })
  })
  render(
    <>
      <CardRouting leadId="l1" routing={[LATER]} owner={ANN} onChanged={changed} />
      <Toasts />
    </>,
  )
  return { sent, changed }
}

it('says why the lead has its owner, also when that came after its conversation', () => {
  show()
  expect(screen.getByText(/Turned hot after its conversation\. .*The rule names Ann Lee/)).toBeTruthy()
})

it('gives the lead to somebody else with a reason, and takes it back', async () => {
  const { sent, changed } = show()
  fireEvent.click(screen.getByRole('button', { name: 'Change owner' }))
  fireEvent.change(await screen.findByLabelText('Goes to'), { target: { value: 'ben' } })
  expect(screen.queryByRole('option', { name: 'Ann Lee' })).toBeNull()
  fireEvent.input(screen.getByLabelText('Why, if you like'), { target: { value: 'Knows them' } })
  fireEvent.click(screen.getByRole('button', { name: 'Hand over' }))
  await screen.findByText('Given to Ben Oz')
  expect(sent).toEqual([{ asked: 'PUT /api/leads/l1/owner', body: { person: 'ben', reason: 'Knows them' } }])
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(changed).toHaveBeenCalledTimes(2))
  expect(sent.at(-1)).toEqual({ asked: 'DELETE /api/leads/l1/owner', body: undefined })
})

it('offers nothing to those who may only look', () => {
  as([])
  show()
  expect(screen.queryByRole('button', { name: 'Change owner' })).toBeNull()
})

it('takes one change back a press, says whose it is again, and closes', async () => {
  const sent: string[] = []
  let answer: (row: Response) => void = () => {}
  vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
    if (method === 'GET') return Promise.resolve(Response.json({ ...CHOICE, undoable: true }))
    sent.push(`${method} ${path}`)
    return new Promise<Response>(resolve => {
      answer = resolve
    })
  })
  render(
    <>
      <CardRouting leadId="l1" routing={[LATER]} owner={ANN} onChanged={vi.fn()} />
      <Toasts />
    </>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Change owner' }))
  const back = await screen.findByRole('button', { name: 'Take the last change back' })
  fireEvent.click(back)
  await waitFor(() => expect(back).toHaveProperty('disabled', true))
  fireEvent.click(back)
  answer(Response.json({ owner: { id: 'ben', name: 'Ben Oz' } }))
  await screen.findByText('Ben Oz has it again')
  expect(sent).toEqual(['DELETE /api/leads/l1/owner'])
  await screen.findByRole('button', { name: 'Change owner' })
})

it('offers somebody again after a hand-over', async () => {
  const { sent } = show()
  const choosing = async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Change owner' }))
    return await screen.findByLabelText('Goes to')
  }
  fireEvent.change(await choosing(), { target: { value: 'ben' } })
  fireEvent.click(screen.getByRole('button', { name: 'Hand over' }))
  await waitFor(() => screen.getByRole('button', { name: 'Change owner' }))
  expect(await choosing()).toHaveProperty('value', '')
  expect(sent).toHaveLength(1)
})
