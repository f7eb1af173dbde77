import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, useRunning } from '../support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, type PricingChat, pricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
const { newPage } = useBrowser()

const PERSON = { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' }
const UNREACHABLE = [
  /ERR_INTERNET_DISCONNECTED/,
  /ERR_CONNECTION_REFUSED/,
  /ERR_CONNECTION_RESET/,
  /ERR_EMPTY_RESPONSE/,
]

test('a reload half-way goes on where the visitor was', async () => {
  const running = await start()
  const visitor = await newPage()
  const before = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(before, HOT_TAPS.slice(0, 3))
  await before.asks('When should it be live?')

  await visitor.reload()

  const chat = pricingChat(visitor)
  await chat.asks('When should it be live?')
  await chat.panel.getByText('50–500').waitFor()
  await goToTheEnd(chat, 3)
  await expectOneLead(running)
})

test('answers given while the server restarts are kept and arrive', async () => {
  const running = await start()
  const visitor = await newPage({ expected: UNREACHABLE })
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await committed(running, 2)

  const restart = await running.stop()
  await tapThrough(chat, HOT_TAPS.slice(2, 4))
  await chat.panel.getByText(/^No connection/).waitFor()
  await restart()

  await chat.panel.getByText(/^No connection/).waitFor({ state: 'detached', timeout: 40_000 })
  await goToTheEnd(chat, 4)
  await expectOneLead(running)
})

test('answers given offline are sent once the line is back', async () => {
  const running = await start()
  const visitor = await newPage({ expected: UNREACHABLE })
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await committed(running, 2)

  await online(visitor, false)
  await tapThrough(chat, HOT_TAPS.slice(2, 4))
  await chat.panel.getByText(/^No connection/).waitFor()
  await online(visitor, true)

  await chat.panel.getByText(/^No connection/).waitFor({ state: 'detached' })
  await goToTheEnd(chat, 4)
  await expectOneLead(running)
})

async function online(page: Page, isOnline: boolean): Promise<void> {
  await page.context().setOffline(!isOnline)
}

async function goToTheEnd(chat: PricingChat, from: number): Promise<void> {
  await tapThrough(chat, HOT_TAPS.slice(from))
  await leaveContact(chat, PERSON)
  await chat.asks(/Which time suits you\?$/)
}

/** Waits until so many answers are in the server's log. */
async function committed({ deps }: Running, answers: number): Promise<void> {
  await eventually(`${answers} answers in the log`, async () => {
    const rows = await deps()
      .store.db.selectFrom('session_events')
      .select('type')
      .where('type', '=', 'answered')
      .execute()
    return rows.length >= answers ? rows : undefined
  })
}

async function expectOneLead({ deps, crm }: Running): Promise<void> {
  await eventually('a record in the CRM', () => crm.records().find(({ card }) => card.email === PERSON.email))
  const { db } = deps().store
  expect(await db.selectFrom('leads').select(['email', 'fit', 'outcome']).execute()).toEqual([
    { email: PERSON.email, fit: 70, outcome: 'sales' },
  ])
  expect(await db.selectFrom('sessions').select(['completed', 'qualified']).execute()).toEqual([
    { completed: 1, qualified: 1 },
  ])
  expect(crm.records()).toHaveLength(1)
}
