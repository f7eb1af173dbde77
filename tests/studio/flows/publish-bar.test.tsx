import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FlowChanges, FlowDetail, ReleaseSummary } from '#server/http/api-type.ts'
import { createEditor } from '#studio/flows/editor/editor.ts'
import { EditorContext } from '#studio/flows/editor/editor-context.ts'
import { PublishBar } from '#studio/flows/publish/publish-bar.tsx'
import { me } from '#studio/me.ts'
import { detailOf, pricingDraft } from './pricing-draft.ts'

const release: ReleaseSummary = { id: 'r3', number: 3, note: '', by: 'Ann', at: 0, live: true }
const reworded: FlowChanges = {
  since: release,
  changes: [
    { part: 'flow', kind: 'changed', text: 'Question “Your role?” reworded', before: 'Your role?', after: 'Role?' },
  ],
}

beforeEach(() => {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = {
    user,
    workspace: { id: 'w', name: 'Acme' },
    workspaces: [],
    role: 'marketer',
    can: ['edit_flows'],
    now: 0,
  }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function show(changes: FlowChanges, checks: FlowDetail['checks'] = []) {
  const sent: { path: string; body: unknown }[] = []
  const detail: FlowDetail = { ...detailOf(pricingDraft(), 1), live: release, releases: [release], checks }
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'GET') return Response.json(changes)
    sent.push({ path, body: JSON.parse(body ?? '') })
    return Response.json(detail)
  })
  render(
    <EditorContext.Provider value={createEditor(detail)}>
      <PublishBar />
    </EditorContext.Provider>,
  )
  return sent
}

const open = async () => fireEvent.click(await screen.findByRole('button', { name: 'Review and publish' }))
const publishButton = async () =>
  (await screen.findByRole('button', { name: 'Publish release 4' })) as HTMLButtonElement

it('says what publishing would change and publishes with a note', async () => {
  const sent = show(reworded)
  await screen.findByText('1 change since release 3')
  await open()
  await screen.findByText('Question “Your role?” reworded')
  screen.getByText('Role?')
  fireEvent.input(screen.getByLabelText('Note for colleagues'), { target: { value: ' Shorter ' } })
  fireEvent.submit((await publishButton()).form as HTMLFormElement)
  await waitFor(() =>
    expect(sent).toEqual([{ path: '/api/flows/pricing/publish', body: { version: 1, note: 'Shorter' } }]),
  )
})

it('nothing changed leaves nothing to publish', async () => {
  show({ since: release, changes: [] })
  await screen.findByText('Release 3 is live, nothing changed since')
  expect(((await screen.findByRole('button', { name: 'Review and publish' })) as HTMLButtonElement).disabled).toBe(true)
})

it('an error among the checks keeps the button shut and is named', async () => {
  const message = 'There is no step called end_gone.'
  show(reworded, [{ part: 'flow', severity: 'error', code: 'dangling_target', pointer: '/steps/1/to', message }])
  await screen.findByText('1 error')
  await open()
  await screen.findByText(message)
  expect((await publishButton()).disabled).toBe(true)
})
