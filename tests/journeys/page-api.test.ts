import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { identitySecret } from '#server/sessions/identity-token.ts'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { useRunning } from '../support/running.ts'
import { HOT_TAPS, launcherOf, leaveContact, openPricingChat, pricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
const { newPage } = useBrowser()

interface Measured {
  dataLayer: Record<string, unknown>[]
  heard: string[]
  parley?: (...command: unknown[]) => void
}

test('the page hears of every event, and analytics gets no answer and no person', async () => {
  const { siteOrigin } = await start()
  const visitor = await newPage()
  await visitor.addInitScript(() => {
    const page = window as unknown as Measured
    page.dataLayer = []
    page.heard = []
    for (const name of ['shown', 'opened', 'started', 'completed', 'qualified', 'booked', 'error']) {
      document.addEventListener(`parley:${name}`, () => page.heard.push(name))
    }
  })
  const chat = await openPricingChat(visitor, siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' })
  await chat.asks(/Which time suits you\?$/)

  await expect.poll(() => visitor.evaluate(() => (window as unknown as Measured).heard)).toContain('qualified')
  const pushed = await visitor.evaluate(() => (window as unknown as Measured).dataLayer)
  // The form further down comes up by itself meanwhile.
  const names = pushed.filter(({ parley_surface: surface }) => surface === 'bubble').map(({ event }) => event)
  expect(names.slice(0, 4)).toEqual(['parley_shown', 'parley_opened', 'parley_started', 'parley_answered'])
  expect(pushed).toContainEqual({
    event: 'parley_answered',
    parley_flow: 'pricing',
    parley_surface: 'bubble',
    parley_step: 'q_budget',
    parley_field: 'budget',
  })
  expect(JSON.stringify(pushed)).not.toMatch(/Ingrid|nordvik|b24k|erp_mismatch/)
})

test('after a form that the page sends by itself the lead is scored and routed, and a time is offered', async () => {
  const { siteOrigin, crm } = await start()
  const visitor = await newPage()
  await openCareers(visitor, siteOrigin)
  await addForm(visitor, { navigates: false })
  await fillForm(visitor)
  await visitor.getByRole('button', { name: 'Send it' }).click()

  await visitor.getByText('Thank you, we have it.').waitFor()
  const card = visitor.locator('parley-panel')
  await card.getByRole('heading', { name: 'Fennmoor is in good hands. Which time suits you?' }).waitFor()
  expect(await visitor.evaluate(() => document.activeElement?.localName)).not.toBe('parley-panel')
  const record = await eventually('a record in the CRM', () => crm.records()[0])
  expect(record.card).toMatchObject({ name: 'Daniel Reid', company: 'Fennmoor', temperature: 'hot' })
  const heard = await visitor.evaluate(() => (window as unknown as Measured).heard)
  expect(heard.filter(name => name !== 'answered')).toEqual(['started', 'qualified', 'opened', 'shown'])
})

test('with `ask` a card asks what the form did not, and nothing that it did', async () => {
  const { siteOrigin, crm } = await start()
  const visitor = await newPage()
  await openCareers(visitor, siteOrigin)
  await addForm(visitor, { navigates: false, mapping: { ask: true, values: {} } })
  await fillForm(visitor)
  await visitor.getByRole('button', { name: 'Send it' }).click()

  const card = visitor.locator('parley-panel')
  for (const answer of ['Many sites to count', 'This month']) {
    await card.getByRole('button', { name: answer, exact: true }).click()
  }
  await card.getByRole('button', { name: 'Skip' }).click()
  await card.getByRole('heading', { name: /Which time suits you\?$/ }).waitFor()
  const record = await eventually('a record in the CRM', () => crm.records()[0])
  expect(record.card).toMatchObject({ name: 'Daniel Reid', company: 'Fennmoor', temperature: 'hot' })
})

test('a signed token says who it was, a wrong one is told to the page; what is prefilled need not be asked', async () => {
  const { siteOrigin, siteKey, workspaceId, deps } = await start()
  const { db } = deps().store
  const site = await db.selectFrom('sites').select('id').where('key', '=', siteKey).executeTakeFirstOrThrow()
  const secret = identitySecret(deps().config.secret, { workspaceId, siteId: site.id })
  const visitor = await newPage()
  await visitor.addInitScript(() => {
    const page = window as unknown as Measured
    page.heard = []
    document.addEventListener('parley:error', event => page.heard.push((event as CustomEvent).detail.code))
  })
  await visitor.goto(`${siteOrigin}/pricing`)
  await visitor.waitForFunction(() => 'parley' in window)
  await visitor.evaluate(
    token => {
      const { parley } = window as unknown as Measured
      parley?.('prefill', { size: 's50_500', role: 'executive', contact_ok: true })
      parley?.('identify', token)
    },
    signed({ sub: 'u_812', exp: Date.now() / 1000 + 600 }, secret),
  )
  await launcherOf(visitor).click()
  const chat = pricingChat(visitor)
  await tapThrough(chat, HOT_TAPS.slice(0, 1))
  await chat.asks('When should it be live?')

  const identityOf = async () => {
    const { context_json } = await db.selectFrom('sessions').select('context_json').executeTakeFirstOrThrow()
    return (JSON.parse(context_json) as { identity?: { subject: string } }).identity?.subject
  }
  await expect.poll(identityOf).toBe('u_812')
  await visitor.evaluate(
    token => (window as unknown as Measured).parley?.('identify', token),
    signed({ sub: 'somebody else', exp: Date.now() / 1000 + 600 }, 'not the secret'),
  )
  await expect.poll(() => visitor.evaluate(() => (window as unknown as Measured).heard)).toEqual(['identity_refused'])
  expect(await identityOf()).toBe('u_812')
})

/** In the page: whether the server has every word of the conversation that the tab keeps. */
function isAcknowledged(): boolean {
  const [key] = Object.keys(sessionStorage).filter(name => name.startsWith('parley:site_'))
  const { log = [], acknowledged = -1 } = JSON.parse(sessionStorage[key ?? ''] ?? '{}')
  return log.length > 0 && acknowledged === log.length
}

function signed(claims: unknown, secret: string): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

test('a form that leads to another page sends as before; its lead arrives and the time is offered there', async () => {
  const { siteOrigin, crm } = await start()
  const visitor = await newPage({
    // The page before may still be sending when this one sends the same again: it is told to wait.
    expected: [/409 \(Conflict\)/],
  })
  await openCareers(visitor, siteOrigin)
  await addForm(visitor, { navigates: true })
  await fillForm(visitor)
  await visitor.getByRole('button', { name: 'Send it' }).click()

  await visitor.waitForURL(/\/privacy\?.*your-email=/)
  await visitor
    .locator('parley-panel')
    .getByRole('heading', { name: /Which time suits you\?$/ })
    .waitFor()
  const record = await eventually('a record in the CRM', () => crm.records()[0])
  expect(record.card).toMatchObject({ name: 'Daniel Reid', email: 'daniel.reid@fennmoor.example' })
})

test('destroy leaves nothing of Parley on the page', async () => {
  const { siteOrigin } = await start()
  const visitor = await newPage()
  const before = await globalsOf(visitor, `${siteOrigin}/pricing`)
  const chat = await openPricingChat(visitor, siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  // What the server does not have yet would stay kept.
  await expect.poll(() => visitor.evaluate(isAcknowledged)).toBe(true)

  await visitor.evaluate(() => (window as unknown as Measured).parley?.('destroy'))
  await chat.panel.waitFor({ state: 'detached' })
  await expect.poll(() => visitor.locator('parley-launcher, parley-panel').count()).toBe(0)
  const after = await visitor.evaluate(() => Object.keys(window))
  const kept = () => visitor.evaluate(() => Object.keys(sessionStorage))
  expect(await kept()).toEqual([])
  // Nobody listens any more: what would have opened or kept something does not.
  await visitor.evaluate(() => {
    document.querySelector('main')?.append(document.createElement('parley-form'))
    for (const type of ['online', 'pageshow', 'pagehide', 'popstate']) dispatchEvent(new Event(type))
  })
  expect(await kept()).toEqual([])
  expect(after.filter(name => !before.includes(name))).toEqual([])
})

async function globalsOf(visitor: Page, address: string): Promise<string[]> {
  await visitor.route('**/w/**', route => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await visitor.goto(address)
  const globals = await visitor.evaluate(() => Object.keys(window))
  await visitor.unroute('**/w/**')
  return globals
}

async function openCareers(visitor: Page, siteOrigin: string): Promise<void> {
  await visitor.addInitScript(() => {
    const page = window as unknown as Measured
    page.heard = []
    for (const name of ['shown', 'opened', 'started', 'answered', 'completed', 'qualified', 'error']) {
      document.addEventListener(`parley:${name}`, () => page.heard.push(name))
    }
  })
  await visitor.goto(`${siteOrigin}/careers`)
  await visitor.waitForFunction(() => 'parley' in window)
}

/** A form of the page's own, as a company might have had for years, and what its developer adds for Parley. */
async function addForm(
  visitor: Page,
  { navigates, mapping = {} }: { readonly navigates: boolean; readonly mapping?: object },
): Promise<void> {
  await visitor.evaluate(
    ([stays, more]) => {
      const form = document.createElement('form')
      form.id = 'contact'
      form.action = '/privacy'
      form.innerHTML = `
      <label>First name <input name="first"></label>
      <label>Last name <input name="last"></label>
      <label>E-mail <input name="your-email" type="email" required></label>
      <label>Company <input name="company"></label>
      <label>People <select name="people"><option>1-49<option>50-500<option>more</select></label>
      <label>Role <input name="job" value="Head of a department"></label>
      <label><input type="checkbox" name="agree"> You may write to me</label>
      <button>Send it</button>`
      if (stays) {
        form.addEventListener('submit', event => {
          event.preventDefault()
          form.replaceWith('Thank you, we have it.')
        })
      }
      document.querySelector('main')?.prepend(form)
      ;(window as unknown as Measured).parley?.('attach', stays ? '#contact' : form, {
        flow: 'demo',
        fields: {
          first: 'name',
          last: 'name',
          'your-email': 'email',
          people: 'size',
          job: 'role',
          agree: 'contact_ok',
        },
        values: { need: 'many_sites', timeline: 'month' },
        ...more,
      })
    },
    [!navigates, mapping] as const,
  )
}

async function fillForm(visitor: Page): Promise<void> {
  const form = visitor.locator('#contact')
  await form.getByLabel('First name').pressSequentially('Daniel', { delay: 30 })
  await form.getByLabel('Last name').fill('Reid')
  await form.getByLabel('E-mail').pressSequentially('daniel.reid@fennmoor.example', { delay: 20 })
  await form.getByLabel('Company').fill('Fennmoor')
  await form.getByLabel('People').selectOption('50-500')
  await form.getByText('You may write to me').click()
}
