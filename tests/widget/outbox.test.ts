import { expect, test, vi } from 'vitest'
import { invalidateLive } from '#server/publishing/live.ts'
import { publish } from '#server/publishing/publish.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { useTestDatabases } from '#tests/support/databases.ts'
import { eventually } from '#tests/support/eventually.ts'
import type { Talk } from '#widget/talk.ts'
import { createVisitorBrowser, type VisitorPage } from './support/visitor-browser.ts'

const { openTestStore } = useTestDatabases('sqlite')

const committed = ({ acknowledged, log }: Talk) => acknowledged === log.length

async function setUp() {
  const server = await createTestApp(await openTestStore())
  return { server, browser: createVisitorBrowser(server) }
}

function stored({ deps }: TestApp) {
  return deps.store.db.selectFrom('session_events').select(['seq']).orderBy('seq').execute()
}

/** Everything up to the consent, which is left to the test. */
function answerQuestions(page: VisitorPage): void {
  page.answer('q_need', 'many_sites')
  page.answer('q_size', 's50_500')
  page.answer('q_role', 'executive')
  page.answer('q_timeline', 'month')
  page.answer('q_budget', 'b24k')
  page.answer('q_name', 'Ann Keller')
  page.answer('q_email', 'ann@pellgate.example')
}

test('nothing is sent or kept before the first answer; that makes the session with all that was seen', async () => {
  const { browser } = await setUp()
  const page = await browser.openPage()
  expect(browser.sent).toEqual([])
  expect(sessionStorage.length).toBe(0)

  page.answer('q_need', 'spreadsheets')
  await page.until('a commit', committed)

  expect(browser.sent.map(({ path }) => path)).toEqual(['/v1/sessions'])
  const request = JSON.parse(browser.sent[0]?.body ?? '')
  expect(request.events.map((event: { type: string }) => event.type)).toEqual(['viewed', 'answered', 'viewed'])
  expect(request.context).toMatchObject({ locale: 'en', utm: { source: 'news' }, page: { path: '/pricing' } })
  expect(request.context.page.url).not.toContain('utm')
})

test('answers given without a connection leave, in order, when it is back', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  browser.line = 'down'
  page.answer('q_need', 'spreadsheets')
  page.answer('q_size', 's50_500')
  page.answer('q_role', 'head')
  await page.untilOffline()

  browser.line = 'up'
  page.goOnline()
  await page.until('a commit', committed)

  expect(page.conversation.actor.getSnapshot().matches({ line: 'up' })).toBe(true)
  expect((await stored(server)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('a page that is loaded again goes on where it was and sends what was left', async () => {
  const { server, browser } = await setUp()
  const before = await browser.openPage()
  before.answer('q_need', 'spreadsheets')
  await before.until('a commit', committed)
  browser.line = 'down'
  before.answer('q_size', 's50_500')
  await before.untilOffline()

  browser.line = 'up'
  const page = await browser.openPage()
  expect(page.talk().played.position.id).toBe('q_role')
  await page.until('a commit', committed)
  expect((await stored(server)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
})

test('a session whose answer was lost on the way is made once', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  browser.line = 'answers are lost'
  page.answer('q_need', 'spreadsheets')
  await page.untilOffline()
  page.answer('q_size', 's50_500')

  browser.line = 'up'
  page.goOnline()
  await page.until('a commit', committed)

  const creations = browser.sent.filter(({ path }) => path === '/v1/sessions').map(({ body }) => body)
  expect(creations.length).toBeGreaterThan(1)
  expect(new Set(creations).size).toBe(1)
  expect(await server.deps.store.db.selectFrom('sessions').select('id').execute()).toHaveLength(1)
})

test('out of reach, the widget tries later and later', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const { browser } = await setUp()
  const page = await browser.openPage()
  browser.line = 'down'
  page.answer('q_need', 'spreadsheets')
  const tries = () => browser.sent.length
  await page.untilOffline()

  for (const [tried, wait] of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
    await vi.advanceTimersByTimeAsync(wait - 1)
    expect(tries()).toBe(tried + 1)
    await vi.advanceTimersByTimeAsync(1)
    await eventually('another try', () => tries() === tried + 2 || undefined)
  }
})

test('a page that is left leaves the rest as a beacon', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  page.answer('q_need', 'spreadsheets')
  await page.until('a commit', committed)
  browser.line = 'down'
  page.answer('q_size', 's50_500')
  await page.untilOffline()

  browser.line = 'up'
  page.leave()

  const last = browser.sent.at(-1)
  expect(last).toMatchObject({ beacon: true, path: expect.stringMatching(/^\/v1\/sessions\/.+\/events$/) })
  expect(JSON.parse(last?.body ?? '')).toMatchObject({ token: expect.any(String), events: [{ seq: 4 }, { seq: 5 }] })
  await eventually('the rest', async () => (await stored(server)).length === 5 || undefined)
})

test('the beacon of a page on which nothing could be sent makes the session', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  browser.line = 'down'
  page.answer('q_need', 'spreadsheets')
  await page.untilOffline()

  browser.line = 'up'
  page.leave()

  await eventually('the rest', async () => (await stored(server)).length === 3 || undefined)
  expect(browser.sent.at(-1)?.body.length).toBeLessThan(16 * 1024)
})

test('the outcome of the server leads on', async () => {
  const { browser } = await setUp()
  const page = await browser.openPage()
  answerQuestions(page)
  page.answer('q_contact', true)

  const talk = await page.until('a decision', ({ decisions }) => decisions.length > 0)

  expect(talk.played.position.id).toBe('book')
  expect(talk.decisions[0]?.offer?.owner?.name).toBe('Mara')
})

test('after three seconds without a word the fallback leads on', async () => {
  const { browser } = await setUp()
  const page = await browser.openPage()
  answerQuestions(page)
  await page.until('a commit', committed)
  browser.line = 'down'

  page.answer('q_contact', true)
  await vi.advanceTimersByTimeAsync(2999)
  expect(page.talk().played.position.kind).toBe('decide')
  await vi.advanceTimersByTimeAsync(1)

  expect(page.talk().played.position).toMatchObject({ id: 'end_nurture', kind: 'end' })
  expect(page.talk().log.at(-1)).toMatchObject({ type: 'decided', step: 'route', by: 'fallback' })
})

test('a decision that comes late takes the place of the fallback', async () => {
  const { browser } = await setUp()
  const page = await browser.openPage()
  answerQuestions(page)
  await page.until('a commit', committed)
  browser.line = 'answers are lost'
  page.answer('q_contact', true)
  await page.untilOffline()
  await vi.advanceTimersByTimeAsync(3000)
  expect(page.talk().played.done).toBe(true)

  browser.line = 'up'
  page.goOnline()
  const talk = await page.until('a decision', ({ decisions }) => decisions.length > 0)

  expect(talk.played.position.id).toBe('book')
  expect(page.conversation.actor.getSnapshot().matches({ talk: 'asking' })).toBe(true)
})

test('an answer that the server refuses is taken back', async () => {
  const { browser } = await setUp()
  const page = await browser.openPage()
  page.answer('q_need', 'spreadsheets')
  await page.until('a commit', committed)
  browser.tamper = ({ body }) => body.replace('s50_500', 's_made_up')

  page.answer('q_size', 's50_500')
  const talk = await page.until('a step back', ({ played }) => played.position.id === 'q_size')

  expect(talk.log.map(({ type }) => type)).toEqual(['viewed', 'answered', 'viewed'])
  browser.tamper = undefined
  page.answer('q_size', 's11_49')
  await page.until('a commit', committed)
})

test('a session that is gone is made anew with everything', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  page.answer('q_need', 'spreadsheets')
  await page.until('a commit', committed)
  const { db } = server.deps.store
  await db.deleteFrom('session_events').execute()
  await db.deleteFrom('sessions').execute()

  page.answer('q_size', 's50_500')
  await page.until('a commit', talk => committed(talk) && talk.log.length === 5)

  expect((await stored(server)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
})

test('a server that was set back gets the rest again', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  page.answer('q_need', 'spreadsheets')
  page.answer('q_size', 's50_500')
  await page.until('a commit', committed)
  const { db } = server.deps.store
  await db.deleteFrom('session_events').where('seq', '>', 3).execute()
  await db.updateTable('sessions').set({ last_seq: 3 }).execute()

  page.answer('q_role', 'head')
  await page.until('a commit', talk => committed(talk) && talk.log.length === 7)
  expect((await stored(server)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('what a tab says in a session that another one wrote to goes into a session of its own, whole', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  page.answer('q_need', 'spreadsheets')
  await page.until('a commit', committed)
  const { session, token } = page.conversation.record.post
  const foreign = { seq: 4, at: 1, type: 'answered', step: 'q_size', value: 's11_49' }
  await server.request(`/v1/sessions/${session}/events`, { token: token ?? '', json: { events: [foreign] } })

  page.answer('q_size', 's50_500')
  const talk = await page.until('a commit', talk => committed(talk) && talk.log.length === 5)

  expect([...talk.played.answers]).toEqual([
    ['q_need', 'spreadsheets'],
    ['q_size', 's50_500'],
  ])
  const { db } = server.deps.store
  const own = await db
    .selectFrom('session_events')
    .select('seq')
    .where('session_id', '<>', session ?? '')
    .orderBy('seq')
    .execute()
  expect(own.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
})

test('on a retired release the conversation goes over to the live one with the answers that fit', async () => {
  const { server, browser } = await setUp()
  const page = await browser.openPage()
  browser.line = 'down'
  page.answer('q_need', 'spreadsheets')
  page.answer('q_size', 's50_500')
  page.answer('q_role', 'head')
  const next = await replaceRelease(server, flow =>
    flow.replaceAll('"q_size"', '"q_people"').replace('"id":"head"', '"id":"lead"'),
  )

  browser.line = 'up'
  page.goOnline()
  const talk = await page.until('a commit', committed)

  expect(page.conversation.record.release).toBe(next)
  expect([...talk.played.answers]).toEqual([
    ['q_need', 'spreadsheets'],
    ['q_people', 's50_500'],
  ])
  expect(talk.played.position.id).toBe('q_role')
  const sessions = await server.deps.store.db.selectFrom('sessions').select('release_id').execute()
  expect(sessions).toEqual([{ release_id: next }])
})

/** Publishes the flow changed, and takes the release before out of use. */
async function replaceRelease({ deps, workspaceId, flowId, release }: TestApp, change: (flow: string) => string) {
  const { db } = deps.store
  const row = await db.selectFrom('flows').selectAll().where('id', '=', flowId).executeTakeFirstOrThrow()
  await db
    .updateTable('flows')
    .set({ draft_flow_json: change(row.draft_flow_json) })
    .where('id', '=', flowId)
    .execute()
  const next = await publish(deps, { workspaceId, flowId, version: row.draft_version, by: 'system' })
  await db.updateTable('releases').set({ retired_at: 1 }).where('id', '=', release.id).execute()
  invalidateLive(workspaceId)
  return next.id
}
