import { setTimeout as wait } from 'node:timers/promises'
import type { SessionContext, SiteConfig } from '#flows/api.ts'
import { createVisitorApi } from './seed/visitor-api.ts'
import type { RunningDemo } from './start-demo.ts'

/** Somebody new each time, for the database may know the one before. */
const EMAIL = `smoke-${Date.now().toString(36)}@smoketest.example`

/** In a hurry: hot by every rule. */
const ANSWERS = [
  ...[['q_need', 'erp_mismatch'] as const, ['q_size', 's50_500'] as const, ['q_role', 'executive'] as const],
  ...[['q_timeline', 'month'] as const, ['q_budget', 'b24k'] as const, ['q_name', 'Smoke Test'] as const],
  ...[['q_email', EMAIL] as const, ['q_contact', true] as const],
]

const PATIENCE_MS = 20_000

/** Tries the whole way once, as a visitor's browser would. Throws with what is wrong. */
export async function smoke(demo: RunningDemo): Promise<void> {
  const { parleyOrigin, siteOrigin, crmOrigin, mailOrigin, siteKey } = demo
  const pages = [
    `${siteOrigin}/pricing`,
    `${parleyOrigin}/w/${siteKey}.js`,
    `${parleyOrigin}/studio/`,
    `${parleyOrigin}/readyz`,
    `${crmOrigin}/`,
    `${mailOrigin}/`,
  ]
  for (const page of pages) {
    const response = await fetch(page)
    await response.text()
    if (response.status !== 200) throw new Error(`${page} answered ${response.status}`)
  }
  await converse(demo)
  await until('a record in the CRM', () => demo.crm.records().some(({ card }) => card.email === EMAIL))
  await until('an alert by e-mail', () => demo.mail.messages().some(({ text }) => text.includes(EMAIL)))
}

async function converse({ parleyOrigin, siteOrigin, siteKey }: RunningDemo): Promise<void> {
  const answer = await fetch(`${parleyOrigin}/v1/sites/${siteKey}`, { headers: { origin: siteOrigin } })
  const site = (await answer.json()) as SiteConfig // our own server's answer
  const pricing = site.flows.find(({ flow }) => flow === 'pricing')
  if (!pricing) throw new Error('The pricing flow is not live.')
  const api = createVisitorApi({ send: fetch, parleyOrigin, siteOrigin, siteKey })
  const context: SessionContext = {
    ...{ page: { url: `${siteOrigin}/pricing`, path: '/pricing' }, utm: {}, locale: 'en', timeZone: 'Europe/London' },
    ...{ device: 'desktop', surface: 'bubble', shape: 'chat', variants: {}, consent: 'granted' },
  }
  const at = Date.now()
  const { decisions } = await api.talk({
    ...{ release: pricing.release, visitor: crypto.randomUUID(), key: crypto.randomUUID(), context, dwell: 2000 },
    events: ANSWERS.map(([step, value], index) => ({ seq: index + 1, at, type: 'answered', step, value })),
    behavior: [{ id: 'page-1', type: 'page_viewed', path: '/pricing', at }],
  })
  const outcome = decisions.at(-1)?.outcome
  if (outcome !== 'sales') throw new Error(`A hot lead was sent to ${outcome ?? 'nobody'} instead of sales.`)
}

async function until(what: string, isThere: () => boolean): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    if (isThere()) return
    await wait(50)
  }
  throw new Error(`There is still not ${what}.`)
}
