import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Me, Member, MemberRemoved } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { PeopleRoom } from '#studio/settings/people/people-room.tsx'
import { Toasts } from '#studio/ui/toast.tsx'

const ANN: Member = { id: 'm1', name: 'Ann Lee', email: 'ann@acme.example', role: 'owner', since: 0 }
const BEN: Member = { id: 'm2', name: 'Ben Oz', email: 'ben@acme.example', role: 'sales', since: 0 }
const OWNER: Me = {
  user: { id: 'ann', name: 'Ann Lee', email: 'ann@acme.example' },
  workspace: { id: 'acme', name: 'Acme' },
  workspaces: [],
  role: 'owner',
  can: ['manage_members'],
  now: 0,
}
const LINK = 'https://parley.example/studio/reset#token=abc'

beforeEach(() => {
  me.value = OWNER
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** The room with Ann and Ben in it; `answers` by method and path come before the usual ones. */
async function show(answers: Readonly<Record<string, () => Response>>) {
  const writes: string[] = []
  const usual: Readonly<Record<string, () => Response>> = {
    'GET /api/members': () => Response.json([ANN, BEN]),
    'GET /api/invitations': () => Response.json([]),
  }
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    const asked = `${method} ${path}`
    if (method !== 'GET') writes.push(body ? `${asked} ${body}` : asked)
    const answer = answers[asked] ?? usual[asked]
    if (!answer) throw new Error(`nobody answers ${asked}`)
    return answer()
  })
  render(
    <>
      <PeopleRoom />
      <Toasts />
    </>,
  )
  await screen.findByRole('row', { name: /Ben Oz/ })
  return writes
}

it('an owner gives up their own role only when asked again, and the studio shows the rest of it then', async () => {
  const writes = await show({
    'PUT /api/members/m1': () => Response.json({ ok: true }),
    'GET /api/me': () => Response.json({ ...OWNER, role: 'viewer', can: [] }),
  })
  fireEvent.change(screen.getByLabelText('Role of Ann Lee'), { target: { value: 'viewer' } })
  const sure = await screen.findByRole('button', { name: 'Give up being an owner' })
  expect(writes).toEqual([])
  fireEvent.click(sure)
  const said = await screen.findByText('Your role is Viewer now')
  expect(writes).toEqual(['PUT /api/members/m1 {"role":"viewer"}'])
  expect(within(said.parentElement ?? said).queryByRole('button', { name: 'Undo' })).toBeNull()
  await expect.poll(() => screen.queryByRole('button', { name: /Invite somebody/ })).toBeNull()
})

it('says what follows when somebody is removed, and where their name still stands', async () => {
  const left: MemberRemoved = { handedOver: 12, inRouting: [{ id: 'f1', name: 'Pricing chat' }] }
  await show({ 'DELETE /api/members/m2': () => Response.json(left) })
  fireEvent.click(screen.getByRole('button', { name: /^Remove/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Remove Ben Oz for good' }))
  await screen.findByText('Ben Oz was removed. 12 open leads of theirs go to others in a moment.')
  expect(screen.getByRole('link', { name: 'Pricing chat' }).getAttribute('href')).toBe('/studio/flows/f1/routing')
})

it('a link that is shown once stands outside the table, and stays when the table fails to load', async () => {
  let fails = false
  await show({
    'POST /api/members/m2/reset-link': () => Response.json({ link: LINK, mailed: { state: 'off' } }),
    'PUT /api/members/m2': () => Response.json({ ok: true }),
    'GET /api/members': () =>
      fails
        ? Response.json({ code: 'store_busy', title: 'Busy', status: 503 }, { status: 503 })
        : Response.json([ANN, BEN]),
  })
  fireEvent.click(screen.getByRole('button', { name: /Reset password/ }))
  const dialog = await screen.findByRole('dialog', { name: 'Another password for Ben Oz' })
  expect(dialog.closest('table')).toBeNull()
  fails = true
  fireEvent.change(screen.getByLabelText('Role of Ben Oz'), { target: { value: 'marketer' } })
  await screen.findByText('This did not load')
  expect(screen.getByText(LINK)).toBeTruthy()
})
