import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ContentItem, ContentState } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { ContentRoom } from '#studio/settings/content/content-room.tsx'
import { Toasts } from '#studio/ui/toast.tsx'

const item = (title: string): ContentItem => ({ on: 'page', pattern: '/guide', kind: 'article', title })
const state = (version: number, title: string): ContentState => ({
  version,
  items: [item(title)],
  kinds: [{ id: 'article', label: 'Article', page: 'Article read', file: 'Article taken' }],
  times: [0],
  unnamed: [],
})

/** As the server keeps it, and what was sent to it. */
let stored: ContentState
let sent: { readonly version: number; readonly items: readonly ContentItem[] }[]

beforeEach(() => {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'owner', can: ['edit_flows'], now: 0 }
  stored = state(1, 'Guide')
  sent = []
  vi.stubGlobal('fetch', async (_path: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'GET') return Response.json(stored)
    const asked = JSON.parse(body ?? '')
    sent.push(asked)
    if (asked.version !== stored.version)
      return Response.json({ code: 'draft_changed', status: 409, title: 'Somebody else saved.' }, { status: 409 })
    stored = { ...stored, version: stored.version + 1, items: asked.items }
    return Response.json(stored)
  })
})
afterEach(() => {
  // Messages outlive the page that told them.
  for (const button of screen.queryAllByRole('button', { name: 'Dismiss' })) fireEvent.click(button)
  cleanup()
  vi.unstubAllGlobals()
})

async function type(title: string) {
  render(
    <>
      <ContentRoom />
      <Toasts />
    </>,
  )
  const field = await screen.findByLabelText(/Title/)
  fireEvent.input(field, { target: { value: title } })
  return field
}
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save content' }))

it('keeps what is typed when somebody else saved meanwhile, and saves it over theirs', async () => {
  await type('Mine')
  stored = state(2, 'Theirs')
  save()
  fireEvent.click(await screen.findByRole('button', { name: 'Save mine over it' }))
  await screen.findByText(/^Saved/)
  expect(sent.at(-1)).toEqual({ version: 2, items: [item('Mine')] })
  expect(screen.queryByText(/Somebody else saved/)).toBeNull()
})

it('goes on with theirs on demand, with a way back to what was typed', async () => {
  const field = await type('Mine')
  stored = state(2, 'Theirs')
  save()
  fireEvent.click(await screen.findByRole('button', { name: 'Load theirs' }))
  await waitFor(() => expect(field).toHaveProperty('value', 'Theirs'))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(field).toHaveProperty('value', 'Mine'))
})

it('undoes what was saved and leaves what was typed since', async () => {
  const field = await type('Saved')
  save()
  await screen.findByText(/^Saved\. /)
  fireEvent.input(field, { target: { value: 'Typed since' } })
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByText('It is as it was before.')
  expect(stored.items).toEqual([item('Guide')])
  expect(field).toHaveProperty('value', 'Typed since')
})
