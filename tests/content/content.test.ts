import { expect, it } from 'vitest'
import type { BehaviorEvent, CreateSessionResponse } from '#flows/api.ts'
import type { ContentItem } from '#server/content/content-item.ts'
import { startContentSweep } from '#server/content/content-sweep.ts'
import { contentOf } from '#server/content/load-content.ts'
import { saveContent } from '#server/content/save-content.ts'
import type { ContentState } from '#server/http/api-type.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { publishFlow } from '#tests/studio-api/leads.ts'
import { type Client, codeOf, setUpStudio } from '#tests/studio-api/setup.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const EBOOK: ContentItem = { on: 'file', pattern: 'guide.pdf', kind: 'ebook', title: 'Counting cold stores' }
const LOW_SCALE = { flow: { model: presets['low-scale'] } }

describeOnBoth('content of the own site', openTestStore => {
  it('counts as what it is: an e-book six, an infographic four, and no file besides', async () => {
    const test = await createTestApp(await openTestStore(), LOW_SCALE)
    const items: ContentItem[] = [EBOOK, { on: 'page', pattern: '/map', kind: 'infographic' }]
    await saveContent(test.deps, { workspaceId: test.workspaceId, version: 0, items })
    const session = await startSession(test, { events: answered(HOT_ANSWERS), behavior: [download('d1')] })
    expect(await ledgerOf(test)).toEqual({ ebook: 6 })
    await act(test, session, [page('p1', '/map')])
    expect(await ledgerOf(test)).toEqual({ ebook: 6, infographic: 4 })
  })

  it('that was there before the list was written counts as what it is soon after, without news', async () => {
    const test = await createTestApp(await openTestStore(), LOW_SCALE)
    await startSession(test, { events: answered(HOT_ANSWERS), behavior: [download('d1')] })
    expect(await ledgerOf(test)).toEqual({ file: 3 })
    const before = await leadOf(test)
    test.clock.pass(60_000)

    await saveContent(test.deps, { workspaceId: test.workspaceId, version: 0, items: [EBOOK] })
    const sweep = startContentSweep(test.deps)
    expect(await sweep.runOnce()).toBe(1)
    expect(await sweep.runOnce()).toBe(0)
    await sweep.stop()

    expect(await ledgerOf(test)).toEqual({ ebook: 6 })
    const after = await leadOf(test)
    expect(after.score).toBe(before.score + 3)
    expect(after.updated_at).toBe(before.updated_at)
  })

  it('that another server changed is read anew before anybody is scored by it', async () => {
    const test = await createTestApp(await openTestStore(), LOW_SCALE)
    const { deps, workspaceId } = test
    await startSession(test, { events: answered(HOT_ANSWERS), behavior: [download('d1')] })
    await deps.store.write(trx => contentOf(trx, workspaceId))
    const list = { version: 1, items_json: JSON.stringify([EBOOK]), updated_at: START, swept_to: '' }
    await deps.store.write(trx =>
      trx
        .insertInto('content_settings')
        .values({ workspace_id: workspaceId, ...list })
        .execute(),
    )
    const sweep = startContentSweep(deps)
    await sweep.runOnce()
    await sweep.stop()
    expect(await ledgerOf(test)).toEqual({ ebook: 6 })
  })

  it('a lead that cannot be scored does not hold up the others', async () => {
    const test = await createTestApp(await openTestStore(), LOW_SCALE)
    const { deps, workspaceId } = test
    const behavior = [download('d1')]
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: 'ida@nordvik.example' }), behavior })
    await deps.store.db.updateTable('leads').set({ facts_json: '{' }).execute()
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    await act(test, session, [download('d2')])
    await saveContent(deps, { workspaceId, version: 0, items: [EBOOK] })
    const sweep = startContentSweep(deps)
    expect(await sweep.runOnce()).toBe(1)
    expect(await sweep.runOnce()).toBe(0)
    await sweep.stop()
  })

  it('is named by who may edit flows, and never over somebody else’s change', async () => {
    const studio = await setUpStudio(await openTestStore())
    await publishFlow(studio.deps, studio.workspaceId)
    const marketer = await studio.member('marketer')
    const other = await studio.otherWorkspace()

    const saved = await save(marketer, { version: 0, items: [EBOOK] })
    expect(saved.status).toBe(200)
    expect((await saved.json()) as ContentState).toMatchObject({ version: 1, items: [EBOOK], times: [0] })
    expect(await codeOf(await save(marketer, { version: 0, items: [] }))).toBe('draft_changed')
    expect((await save(await studio.member('sales'), { version: 1, items: [] })).status).toBe(403)
    expect((await save(marketer, { version: 1, items: [{ ...EBOOK, kind: 'poem' }] })).status).toBe(422)

    const elsewhere = await studio.member('owner', other)
    expect(await (await elsewhere.get('/content')).json()).toMatchObject({ version: 0, items: [] })
  })

  it('that visitors looked at and nobody named is told with how often', async () => {
    const store = await openTestStore()
    const test = await createTestApp(store)
    const behavior = [download('d1'), download('d2'), page('p1', '/customers/cold-store')]
    await startSession(test, { events: answered(HOT_ANSWERS), behavior })
    const studio = await setUpStudio(store)
    const client = await studio.member('owner', test.workspaceId)

    const { unnamed } = (await (await client.get('/content')).json()) as ContentState
    expect(unnamed).toEqual([
      { on: 'file', place: '/files/guide.pdf', title: null, times: 2 },
      { on: 'page', place: '/customers/cold-store', title: null, times: 1 },
    ])
    const named = (await (await save(client, { version: 0, items: [EBOOK] })).json()) as ContentState
    expect([named.times, named.unnamed.map(({ on }) => on)]).toEqual([[2], ['page']])
  })
})

function save(client: Client, body: object): Promise<Response> {
  return client.put('/content', body)
}

function download(id: string): BehaviorEvent {
  return { id, type: 'downloaded', path: '/blog', file: '/files/guide.pdf', at: START - 60_000 }
}

function page(id: string, path: string): BehaviorEvent {
  return { id, type: 'page_viewed', path, at: START - 60_000 }
}

async function act({ request }: TestApp, { session, token }: CreateSessionResponse, events: readonly BehaviorEvent[]) {
  const response = await request('/v1/behavior', { json: { token, session, events } })
  expect(response.status).toBe(200)
}

/** Points of engagement by rule. */
async function ledgerOf(test: TestApp): Promise<Record<string, number>> {
  const rows = await test.deps.store.db
    .selectFrom('ledger_entries')
    .select(['rule_id', 'points'])
    .where('workspace_id', '=', test.workspaceId)
    .where('group', '=', 'engagement')
    .where('rule_id', '!=', 'idle')
    .orderBy('rule_id')
    .execute()
  return Object.fromEntries(rows.map(row => [row.rule_id, row.points]))
}

function leadOf(test: TestApp) {
  return test.deps.store.db
    .selectFrom('leads')
    .select(['score', 'updated_at'])
    .where('workspace_id', '=', test.workspaceId)
    .executeTakeFirstOrThrow()
}
