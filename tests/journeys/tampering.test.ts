import { expect, test } from 'vitest'
import type { CreateSessionRequest } from '#flows/api.ts'
import { useBrowser } from '../support/browser.ts'
import { useRunning } from '../support/running.ts'
import { HOT_TAPS, openPricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
const { newPage } = useBrowser()

type Change = (request: CreateSessionRequest) => unknown

const TAMPERED: readonly (readonly [what: string, code: string, change: Change])[] = [
  ['an option that nobody offered', 'answer_invalid', request => withAnswer(request, 'a_million_sites')],
  ['a score of its own', 'invalid_body', request => ({ ...request, score: 100 })],
  [
    'a decision of its own',
    'invalid_body',
    request => ({ ...request, events: [...request.events, decided('server')] }),
  ],
  ['an answer to a question off the path', 'answer_not_on_path', request => ({ ...request, events: skippedAhead() })],
  ['another site’s key', 'not_found', request => ({ ...request, site: 'site_000000000000000000000000' })],
]

test.each(TAMPERED)('a submission with %s is refused, and nothing of it is stored', async (_what, code, change) => {
  const { siteOrigin, deps, crm } = await start()
  const visitor = await newPage({ expected: [/422 \(Unprocessable/, /404 \(Not Found\)/] })
  const refused: string[] = []
  // The visitor's browser is the attacker's: what the widget sends is changed on its way out.
  await visitor.route('**/v1/sessions', async route => {
    const body = JSON.stringify(change(JSON.parse(route.request().postData() ?? '')))
    const response = await route.fetch({ postData: body })
    refused.push((JSON.parse(await response.text()) as { code: string }).code)
    await route.fulfill({ response })
  })

  const chat = await openPricingChat(visitor, siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 1))

  await expect.poll(() => refused[0], { timeout: 10_000 }).toBe(code)
  const { db } = deps().store
  for (const table of ['sessions', 'session_events', 'leads', 'behavior_events'] as const) {
    expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  expect(crm.requests()).toEqual([])
})

function withAnswer(request: CreateSessionRequest, value: string): CreateSessionRequest {
  return { ...request, events: request.events.map(event => (event.type === 'answered' ? { ...event, value } : event)) }
}

function decided(by: string) {
  return { seq: 90, at: Date.now(), type: 'decided', step: 'route', outcome: 'sales', by }
}

function skippedAhead() {
  return [{ seq: 1, at: Date.now(), type: 'answered', step: 'q_contact', value: true }]
}
