import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { saveChallenge } from '#server/challenge/challenge-setting.ts'
import { type FakeTurnstile, openFakeTurnstile, SECRET } from '#tests/challenge/fake-turnstile.ts'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, useRunning } from '../support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const start = useRunning()
const { newPage } = useBrowser()

const PERSON = { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' }
const SCRIPT = 'https://challenges.cloudflare.com/turnstile/**'

test('Turnstile asked of everybody lets a person through unseen, before the conversation comes to its decision', async () => {
  const cloudflare = await openFakeTurnstile()
  const running = await start({ turnstileUrl: cloudflare.sink.url })
  await ask(running, 'always')
  // The policy of the demo's pages allows no scripts of Cloudflare.
  const visitor = await newPage({ bypassCSP: true })
  const loads = await serveTurnstile(visitor, cloudflare)
  const chat = await openPricingChat(visitor, running.siteOrigin)
  expect(loads).toEqual([])
  await tapThrough(chat, HOT_TAPS)
  await eventually('a trusted session', async () => ((await quarantine(running)) === null ? true : undefined))
  await leaveContact(chat, PERSON)

  await chat.asks(/Which time suits you\?$/)
  await eventually('a record in the CRM', () => running.crm.records().find(({ card }) => card.email === PERSON.email))
  expect(loads).toHaveLength(1)
  expect(await visitor.locator('parley-challenge').count()).toBe(0)
})

test('who is no suspect never loads the script of Cloudflare', async () => {
  const cloudflare = await openFakeTurnstile()
  const running = await start({ turnstileUrl: cloudflare.sink.url })
  await ask(running, 'suspects')
  const visitor = await newPage()
  const loads = await serveTurnstile(visitor, cloudflare)
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, PERSON)
  await chat.asks(/Which time suits you\?$/)
  expect(loads).toEqual([])
})

test('where the page forbids the script the conversation goes on, and sales lets the lead through with one click', async () => {
  const cloudflare = await openFakeTurnstile()
  const running = await start({ turnstileUrl: cloudflare.sink.url })
  await ask(running, 'always')
  const visitor = await newPage({ expected: [/challenges\.cloudflare\.com.* violates/] })
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, PERSON)
  await chat.panel.getByText('Your answers are saved').waitFor()
  expect(await quarantine(running)).toBe('unverified')
  expect(running.crm.records()).toEqual([])

  const studio = await newPage({ expected: [SIGNED_OUT] })
  await signUp(studio, running.setupLink)
  await studio.getByRole('button', { name: /^Held back/ }).click()
  await studio.getByRole('link', { name: PERSON.name }).click()
  await studio.getByRole('button', { name: 'It is a person: let through' }).click()

  await studio.getByText(/let through: scored, routed and delivered$/).waitFor()
  await studio.getByRole('button', { name: 'It is a person: let through' }).waitFor({ state: 'detached' })
  await eventually('a record in the CRM', () => running.crm.records().find(({ card }) => card.email === PERSON.email))
})

async function ask({ deps, workspaceId }: Running, mode: 'suspects' | 'always'): Promise<void> {
  await saveChallenge(deps(), workspaceId, { mode, siteKey: '0x4AAAAAAAB', secret: SECRET })
}

async function quarantine({ deps }: Running): Promise<string | null> {
  const row = await deps().store.db.selectFrom('sessions').select('quarantine').executeTakeFirstOrThrow()
  return row.quarantine
}

/** Cloudflare's script in the browser: passes at once, as it does for most people. Gives the addresses it was loaded from. */
async function serveTurnstile(page: Page, cloudflare: FakeTurnstile): Promise<string[]> {
  const loads: string[] = []
  await page.exposeFunction('passTurnstile', (session: string, action: string, hostname: string) =>
    cloudflare.give({ session, action, hostname }),
  )
  await page.route(SCRIPT, route => {
    loads.push(route.request().url())
    return route.fulfill({
      contentType: 'text/javascript',
      body: `window.turnstile = {
        render(element, { cData, action, callback }) {
          element.append(document.createElement('iframe'))
          passTurnstile(cData, action, location.hostname).then(callback)
          return 'widget-1'
        },
        remove() {},
      }`,
    })
  })
  return loads
}
