import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { invalidateLive } from '#server/publishing/live.ts'
import { publish } from '#server/publishing/publish.ts'
import { useBrowser } from '../support/browser.ts'
import { type Running, useRunning } from '../support/running.ts'
import { committed, countSessions } from './committed.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
const { newPage } = useBrowser()

const PERSON = { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' }
const FAILED = [/Failed to load resource/]
const YEARS_MS = 365 * 86_400_000

test.each([
  ['fails', { status: 500, body: 'Internal Server Error' }],
  ['is a proxy that refuses', { status: 403, contentType: 'text/html', body: '<h1>Forbidden</h1>' }],
  ['is a hotel network that wants a sign-in', { status: 200, contentType: 'text/html', body: '<h1>Wi-Fi</h1>' }],
  ['talks nonsense', { status: 200, contentType: 'application/json', body: '{"session":7,"acknowledged":"all"}' }],
])('while the server %s answers are kept, and none is called saved', async (_, answer) => {
  const running = await start()
  const visitor = await newPage({ expected: FAILED })
  const trouble = await meddle(visitor, running, answer)
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, PERSON)
  // Three seconds without a decision: the flow's fallback.
  await chat.panel.getByText('Saving your answers').waitFor()
  expect(await chat.panel.getByText('Your answers are saved').count()).toBe(0)

  await trouble.end()

  await chat.panel.getByText('Your answers are saved').waitFor()
  expect(await committed(running, 8)).toHaveLength(8)
  const leads = await running.deps().store.db.selectFrom('leads').select(['email', 'outcome']).execute()
  expect(leads).toEqual([{ email: PERSON.email, outcome: 'sales' }])
  expect(await countSessions(running)).toBe(1)
})

test('answers that the server refuses for good are never called saved, and can be sent once more', async () => {
  const running = await start()
  const visitor = await newPage({ expected: FAILED })
  const trouble = await meddle(visitor, running, { status: 403, body: '{"code":"origin_refused"}' })
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, PERSON)
  await chat.panel.getByText('Your answers could not be saved here.').waitFor()
  expect(await chat.panel.getByText(/Saving your answers|answers are saved/).count()).toBe(0)
  const page = chat.panel.getByRole('link', { name: /^Answer on a page of its own/ })
  expect(await page.getAttribute('href')).toBe(`${running.parleyOrigin}/f/${running.siteKey}/pricing?plain=1`)

  await trouble.end()
  await chat.panel.getByRole('button', { name: 'Try again' }).click()

  await chat.asks(/Which time suits you\?$/)
  expect(await committed(running, 8)).toHaveLength(8)
  expect(await chat.panel.getByText('could not be saved').count()).toBe(0)
})

test('a server that takes requests and never answers is given up, and asked again', async () => {
  const running = await start()
  const visitor = await newPage({ expected: FAILED })
  await visitor.addInitScript(() => {
    // Nobody waits out twenty seconds.
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    AbortSignal.timeout = milliseconds => timeout(milliseconds / 20)
  })
  const address = `${running.parleyOrigin}/v1/sessions**`
  await visitor.route(address, () => {})
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await chat.panel.getByText(/^No connection/).waitFor()
  await visitor.unroute(address)

  await tapThrough(chat, HOT_TAPS.slice(2))
  await leaveContact(chat, PERSON)
  await chat.asks(/Which time suits you\?$/)
  expect(await countSessions(running)).toBe(1)
})

test.each([
  ['behind', -30 * YEARS_MS],
  ['ahead', 30 * YEARS_MS],
])('a visitor whose clock is thirty years %s is an ordinary lead', async (_, wrong) => {
  const running = await start()
  const visitor = await newPage()
  await visitor.addInitScript(offset => {
    const { now } = Date
    Date.now = () => now() + offset
  }, wrong)
  const before = Date.now()
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, PERSON)
  await chat.asks(/Which time suits you\?$/)

  const { db } = running.deps().store
  const lead = await db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
  const { at } = JSON.parse(lead.consent_json ?? '') as { at: number } // written by the server
  for (const time of [lead.created_at, at]) expect(time).toBeGreaterThanOrEqual(before)
  for (const time of [lead.created_at, at]) expect(time).toBeLessThanOrEqual(Date.now())
  expect(await db.selectFrom('sessions').select('quarantine').execute()).toEqual([{ quarantine: null }])
})

test('a revision published and the old one retired while answers wait: the conversation goes over with all of them', async () => {
  const running = await start()
  const visitor = await newPage({ expected: FAILED })
  const trouble = await meddle(visitor, running, { status: 500, body: '' })
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 3))
  await chat.panel.getByText(/^No connection/).waitFor()

  await publishAnew(running)
  await trouble.end()

  await tapThrough(chat, HOT_TAPS.slice(3))
  await leaveContact(chat, PERSON)
  await chat.asks(/Which time suits you\?$/)
  const releases = await running.deps().store.db.selectFrom('sessions').select('release_id').execute()
  expect(releases).toEqual([{ release_id: await liveRelease(running) }])
})

interface Answer {
  readonly status: number
  readonly body: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers the widget in the server's place, as any page may read it, until it is ended. */
async function meddle(page: Page, { parleyOrigin, siteOrigin }: Running, answer: Answer) {
  const address = `${parleyOrigin}/v1/sessions**`
  const headers = { 'access-control-allow-origin': siteOrigin, 'access-control-expose-headers': 'Retry-After' }
  await page.route(address, route => route.fulfill({ ...answer, headers: { ...headers, ...answer.headers } }))
  return {
    async end() {
      await page.unroute(address)
      // Nobody waits out the back-off.
      await page.evaluate(() => dispatchEvent(new Event('online')))
    },
  }
}

async function publishAnew({ deps, workspaceId }: Running): Promise<void> {
  const { db } = deps().store
  const {
    live_release_id: old,
    draft_flow_json: draft,
    draft_version: version,
  } = await db.selectFrom('flows').selectAll().where('id', '=', 'pricing').executeTakeFirstOrThrow()
  await db
    .updateTable('flows')
    .set({ draft_flow_json: draft.replace('What should counting fix?', 'What is it that counting should fix?') })
    .where('id', '=', 'pricing')
    .execute()
  await publish(deps(), { workspaceId, flowId: 'pricing', version, by: 'system' })
  await db.updateTable('releases').set({ retired_at: Date.now() }).where('id', '=', old).execute()
  invalidateLive(workspaceId)
}

async function liveRelease({ deps }: Running): Promise<string | null> {
  const { live_release_id: live } = await deps()
    .store.db.selectFrom('flows')
    .select('live_release_id')
    .where('id', '=', 'pricing')
    .executeTakeFirstOrThrow()
  return live
}
