import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import type { OwnersAnswer } from '#server/http/api-type.ts'
import { OwnerLoads } from '#studio/flows/routing/owner-loads.tsx'
import { me } from '#studio/me.ts'
import { Toasts } from '#studio/ui/toast.tsx'

const OWNERS: OwnersAnswer = {
  owners: [
    { id: 'ann', name: 'Ann Lee', email: 'ann@acme.example', open: 3, takesLeads: false },
    { id: 'ben', name: 'Ben Oz', email: 'ben@acme.example', open: 0, takesLeads: true },
  ],
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  HTMLDialogElement.prototype.showModal = showModal
})

const { showModal } = HTMLDialogElement.prototype

it('asks who gets the open leads of somebody who leaves, and hands them on', async () => {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'A' }, workspaces: [], role: 'owner', can: ['edit_flows'], now: 0 }
  HTMLDialogElement.prototype.showModal = function open() {
    this.setAttribute('open', '')
  }
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'GET') return Response.json(OWNERS)
    sent.push([path, body && JSON.parse(body)])
    return Response.json({ leads: 3 })
  })
  render(
    <>
      <OwnerLoads />
      <Toasts />
    </>,
  )
  expect(await screen.findByText('3 open leads')).toBeTruthy()
  expect(screen.queryByText('Ben Oz')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: /Hand over….*Ann Lee/ }))
  fireEvent.change(screen.getByLabelText('They go to'), { target: { value: 'ben' } })
  fireEvent.click(screen.getByRole('button', { name: 'Hand over 3 leads' }))
  expect(await screen.findByText('3 leads of Ann Lee on the way to others')).toBeTruthy()
  expect(sent).toEqual([['/api/owners/ann/hand-over', { to: 'ben' }]])
})
