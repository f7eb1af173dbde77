import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, useRunning } from '../support/running.ts'
import { converse, expectAccessible, fillIn, openOver, putElement, TEXTS } from './shapes.ts'

const start = useRunning()
const { newPage } = useBrowser()

type Hold = (page: Page, running: Running, email: string) => Promise<void>

const offered = (page: Page) => page.getByRole('heading', { name: TEXTS.offer }).waitFor()

const inElement =
  (tag: string, attributes: Record<string, string>, hold: (page: Page, email: string) => Promise<void>): Hold =>
  async (page, { siteOrigin }, email) => {
    await page.goto(`${siteOrigin}/careers`)
    await putElement(page, tag, { flow: 'demo', ...attributes })
    await hold(page, email)
  }

const asSteps = async (page: Page, email: string) => {
  const form = page.locator('form').first()
  for (const part of ['who', 'company', 'wish'] as const) {
    await fillIn(form, email, [part])
    await form.getByRole('button', { name: /^(Continue|Send)$/ }).click()
  }
}

const asPage = async (page: Page, email: string) => {
  const form = page.locator('form').first()
  await fillIn(form, email, ['who', 'company', 'wish'])
  await form.getByRole('button', { name: 'Send' }).click()
}

const holds: Record<string, Hold> = {
  'a conversation': inElement('parley-chat', { seamless: '' }, (page, email) =>
    converse(page.locator('parley-chat'), email),
  ),
  'a form in steps': inElement('parley-form', {}, asSteps),
  'a form on one page': inElement('parley-form', { shape: 'page' }, asPage),
  async 'a pop-up'(page, running, email) {
    await page.goto(`${running.siteOrigin}/careers`)
    await openOver(page, running, { flow: 'demo', surface: 'popup', shape: 'chat', asked: true })
    await converse(page.getByRole('dialog'), email)
  },
  async 'a slide-in'(page, running, email) {
    await page.goto(`${running.siteOrigin}/careers`)
    await openOver(page, running, { flow: 'demo', surface: 'slide_in', shape: 'steps', asked: false })
    await asSteps(page, email)
  },
  async 'a page of its own'(page, { parleyOrigin }, email) {
    await page.goto(`${parleyOrigin}/f/demo`)
    await asSteps(page, email)
  },
}

test('one flow held in each shape leads to the same facts and the same lead', async () => {
  const running = await start()
  const emails: string[] = []
  for (const [name, hold] of Object.entries(holds)) {
    const email = `daniel.${name.split(' ').at(-1)}@fennmoor.example`
    emails.push(email)
    const page = await newPage()
    await hold(page, running, email)
    await offered(page)
    await page.context().close()
  }
  const bare = await newPage({ javaScriptEnabled: false })
  await bare.goto(`${running.parleyOrigin}/f/demo`)
  await asPage(bare, 'daniel.script@fennmoor.example')
  await offered(bare)

  const leads = await eventually('all leads', async () => {
    const found = await leadsOf(running)
    return found.length === emails.length + 1 ? found : undefined
  })
  const [first, ...others] = leads.map(({ email: _, ...lead }) => lead)
  expect(first).toMatchObject({ fit: 52, temperature: 'hot', stage: 'sal', facts: { role: 'head', timeline: 'month' } })
  for (const other of others) expect(other).toEqual(first)
})

test('a form without script makes a scored lead that sales gets', async () => {
  const { parleyOrigin, crm } = await start()
  const page = await newPage({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, expected: [/422/] })
  await page.goto(`${parleyOrigin}/f/demo`)
  const form = page.locator('form')
  await form.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: 'Please check these answers' }).waitFor()
  await asPage(page, 'daniel.reid@fennmoor.example')
  await offered(page)
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.getByText('Your answers are saved').waitFor()
  const record = await eventually('a record in the CRM', () => crm.records()[0])
  expect(record.card).toMatchObject({ name: 'Daniel Reid', company: 'Fennmoor', temperature: 'hot' })
})

test('a link that opens a pop-up leads to a plain form where there is no script', async () => {
  const { siteOrigin, parleyOrigin } = await start()
  const page = await newPage()
  await page.goto(`${siteOrigin}/calculator`)
  await page.waitForFunction(() => customElements.get('parley-form'))
  await page.getByRole('link', { name: 'Which plan fits?' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Spreadsheets' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/calculator')

  const bare = await newPage({ javaScriptEnabled: false })
  await bare.goto(`${siteOrigin}/calculator`)
  await bare.getByRole('link', { name: 'Which plan fits?' }).click()
  await bare.getByText('What should counting fix?').waitFor()
  expect(bare.url()).toContain(`${parleyOrigin}/f/`)
})

test('a pop-up that was asked for holds the focus until it closes, then gives it back', async () => {
  const running = await start()
  const page = await newPage({ reducedMotion: 'reduce' })
  await page.goto(`${running.siteOrigin}/careers`)
  const link = page.getByRole('link', { name: 'Pricing' }).first()
  await link.focus()
  const panel = await openOver(page, running, { flow: 'magnet', surface: 'popup', shape: 'page', asked: true })
  await panel.getByRole('button', { name: 'Send' }).waitFor()
  await expectAccessible(page, 'pop-up')
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press('Tab')
    // The browser's own frame is between the last field and the first one.
    expect(['parley-panel', 'body']).toContain(await activeElement(page))
  }
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(await link.evaluate(element => element === document.activeElement)).toBe(true)
})

test('a pop-up nobody asked for takes neither focus nor page, and turns modal once somebody turns to it', async () => {
  const running = await start()
  const page = await newPage()
  await page.goto(`${running.siteOrigin}/careers`)
  const link = page.getByRole('link', { name: 'Pricing' }).first()
  await link.focus()
  const panel = await openOver(page, running, { flow: 'pricing', surface: 'popup', shape: 'chat', asked: false })
  await panel.getByRole('button', { name: 'Spreadsheets' }).waitFor()
  const isModal = () => panel.evaluate(element => element.matches(':modal'))
  expect(await isModal()).toBe(false)
  expect(await link.evaluate(element => element === document.activeElement)).toBe(true)
  await panel.getByRole('button', { name: 'Spreadsheets' }).click({ delay: 350 })
  await panel.getByRole('heading', { name: 'How many people work at your company?' }).waitFor()
  expect(await isModal()).toBe(true)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
})

test('Escape sends away what slid in unasked, wherever the focus is', async () => {
  const running = await start()
  const page = await newPage({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  await page.goto(`${running.siteOrigin}/careers`)
  const panel = await openOver(page, running, { flow: 'pricing', surface: 'slide_in', shape: 'chat', asked: false })
  await panel.getByRole('button', { name: 'Spreadsheets' }).waitFor()
  await expectAccessible(page, 'slide-in')
  const box = await panel.boundingBox()
  expect(box?.height).toBeLessThan(844 * 0.63)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
})

test('several forms on one page stay apart, and what was typed is there after a reload', async () => {
  const running = await start()
  const page = await newPage({ reducedMotion: 'reduce' })
  await page.goto(`${running.siteOrigin}/demo`)
  const steps = page.locator('parley-form:not([shape])')
  await steps.getByLabel('Company').fill('Fennmoor')
  const whole = await putElement(page, 'parley-form', { flow: 'demo', shape: 'page', id: 'whole' })
  await whole.getByRole('button', { name: 'Send' }).waitFor()
  expect(await whole.getByLabel('Company').inputValue()).toBe('')
  await whole.getByLabel('Company').fill('Pellgate')
  expect(await steps.getByLabel('Company').inputValue()).toBe('Fennmoor')
  await whole.getByRole('button', { name: 'Send' }).click()
  await whole.getByText('Please check these answers').waitFor()
  expect(await steps.getByText('Please answer this one.').count()).toBe(0)
  await expectAccessible(page, 'two forms, one with a summary')

  await page.reload()
  await expect.poll(() => steps.getByLabel('Company').inputValue()).toBe('Fennmoor')
})

function activeElement(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.localName)
}

async function leadsOf({ deps, workspaceId }: Running) {
  const rows = await deps()
    .store.db.selectFrom('leads')
    .select(['email', 'fit', 'temperature', 'stage', 'company', 'name', 'facts_json'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('email')
    .execute()
  return rows.map(({ facts_json, ...lead }) => {
    const { name, company, size, role, need, timeline, message, contact_ok } = JSON.parse(facts_json)
    return { ...lead, facts: { name, company, size, role, need, timeline, message, contact_ok } }
  })
}
