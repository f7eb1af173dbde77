import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { useRunning } from '../support/running.ts'
import { committed, countSessions } from './committed.ts'
import { HOT_TAPS, leaveContact, openPricingChat, pricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
const { newPage } = useBrowser()

const PERSON = { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' }
const OFFLINE = [/ERR_INTERNET_DISCONNECTED/]
const STEPS = ['q_need', 'q_size', 'q_role', 'q_timeline', 'q_budget']

test('answers of a tab that was closed offline are sent by the next tab, and nothing of them stays in the browser', async () => {
  const running = await start()
  const first = await newPage({ expected: OFFLINE })
  const chat = await openPricingChat(first, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await committed(running, 2)
  await first.context().setOffline(true)
  await tapThrough(chat, HOT_TAPS.slice(2, 4))
  await chat.panel.getByText(/^No connection/).waitFor()
  const context = first.context()
  await eventually('a kept conversation', async () => (await unsent(first)).length === 1 || undefined)
  await first.close()

  await context.setOffline(false)
  const second = await context.newPage()
  await second.goto(`${running.siteOrigin}/pricing`)

  expect(await committed(running, 4)).toEqual(STEPS.slice(0, 4))
  expect(await countSessions(running)).toBe(1)
  expect(await second.getByRole('dialog').count()).toBe(0)
  await eventually('an empty outbox', async () => (await unsent(second)).length === 0 || undefined)
  expect(await second.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
})

test('two tabs of one conversation show the same and make one session', async () => {
  const running = await start()
  const first = await newPage()
  const chat = await openPricingChat(first, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await committed(running, 2)
  const second = await duplicate(first)
  const other = pricingChat(second)
  await other.asks('What is your role?')

  await other.tap('Owner, C-level or VP')
  await chat.asks('When should it be live?')
  await chat.tap('This month')
  await other.asks('What is the yearly budget?')
  await other.tap('$24k or more')
  await leaveContact(chat, PERSON)

  await chat.asks(/Which time suits you\?$/)
  await other.asks(/Which time suits you\?$/)
  expect((await committed(running, 8)).slice(0, 5)).toEqual(STEPS)
  expect(await countSessions(running)).toBe(1)
})

test.each([
  ['locks', undefined],
  // As on pages without https.
  ['a lease', () => Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })],
])('what two tabs answer at the same moment without a line comes in one order, each once, by %s', async (_, spoil) => {
  const running = await start()
  const first = await newPage({ expected: OFFLINE })
  if (spoil) await first.context().addInitScript(spoil)
  const chat = await openPricingChat(first, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await committed(running, 2)
  const second = await duplicate(first)
  const other = pricingChat(second)
  await other.asks('What is your role?')
  await first.context().setOffline(true)

  const moment = Date.now() + 700
  await Promise.all([pressAt(first, 'Owner, C-level or VP', moment), pressAt(second, 'Head of a department', moment)])
  await Promise.all([chat.asks('When should it be live?'), other.asks('When should it be live?')])
  await other.tap('This month')
  await chat.asks('What is the yearly budget?')
  const [here, there] = [await said(first), await said(second)]
  await first.context().setOffline(false)

  const steps = await committed(running, 5)
  expect(steps).toEqual(['q_need', 'q_size', 'q_role', 'q_role', 'q_timeline'])
  expect(here).toEqual(there)
  expect(await countSessions(running)).toBe(1)
  await chat.panel.getByText(/^No connection/).waitFor({ state: 'detached' })
})

test.each([
  ['is blocked', blockStorage],
  ['is full', fillStorage],
])('a visitor whose storage %s becomes a lead all the same', async (_, spoil) => {
  const running = await start()
  const visitor = await newPage()
  await spoil(visitor, running.siteOrigin)
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, PERSON)
  await chat.asks(/Which time suits you\?$/)
  expect(await countSessions(running)).toBe(1)
})

test('what stands broken in storage is passed over, and the conversation begins', async () => {
  const running = await start()
  const visitor = await newPage()
  await visitor.goto(running.siteOrigin)
  const key = `parley:${running.siteKey}:pricing:bubble`
  await visitor.evaluate(keepBrokenParcel)
  const broken = ['{', 'null', '[]', '7', '{}', '{"log":[{"seq":1}],"post":{"key":5}}', '{"log":[],"post":null}']
  for (const text of broken) {
    await visitor.evaluate(
      ([name, value]) => {
        sessionStorage[name] = value
        sessionStorage.parley = 'pricing'
        localStorage.parley = value
        localStorage['parley:unsent'] = 'nonsense'
      },
      [key, text] as const,
    )
    await visitor.goto(`${running.siteOrigin}/pricing`)
    await pricingChat(visitor).asks('What should counting fix?')
  }

  const chat = pricingChat(visitor)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, PERSON)
  await chat.asks(/Which time suits you\?$/)
  await eventually('an empty outbox', async () => (await unsent(visitor)).length === 0 || undefined)
})

/** A copy of the tab, as "Duplicate tab" and links to a new tab make it: the tab's storage is copied. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page')
  await page.evaluate(() => void open(location.href))
  return await opened
}

/** Presses an option at this very moment, whatever becomes of it meanwhile. */
async function pressAt(page: Page, label: string, moment: number): Promise<void> {
  const option = page.getByRole('dialog').getByRole('button', { name: label, exact: true })
  await option.evaluate(async (button, at) => {
    await new Promise(resolve => setTimeout(resolve, at - Date.now()))
    ;(button as HTMLElement).click()
  }, moment)
}

/** The answers that stand in the conversation. */
async function said(page: Page): Promise<string[]> {
  return await page.getByRole('dialog').locator('.past b').allInnerTexts()
}

/** Ids of what waits in the browser's outbox; looking makes no database. */
async function unsent(page: Page): Promise<IDBValidKey[]> {
  return await page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'parley')) return []
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('parley')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const keys = await new Promise<IDBValidKey[]>(resolve => {
      const request = database.transaction('unsent').objectStore('unsent').getAllKeys()
      request.onsuccess = () => resolve(request.result)
    })
    database.close()
    return keys
  })
}

/** Browsers throw at the very mention of storage when cookies are blocked. */
async function blockStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
      })
    }
  })
}

/** Fills what the origin may keep to the last byte, the database's quota included. */
async function fillStorage(page: Page, origin: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await page.goto(origin)
  await page.evaluate(() => {
    for (const storage of [sessionStorage, localStorage]) {
      for (let size = 5 * 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
        try {
          storage.setItem(`filler ${size}`, 'x'.repeat(size))
        } catch {
          // It takes a smaller one.
        }
      }
    }
  })
}

async function keepBrokenParcel(): Promise<void> {
  const database = await new Promise<IDBDatabase>(resolve => {
    const request = indexedDB.open('parley', 1)
    request.onupgradeneeded = () => {
      for (const name of ['unsent', 'leases']) request.result.createObjectStore(name, { keyPath: 'id' })
    }
    request.onsuccess = () => resolve(request.result)
  })
  await new Promise<void>(resolve => {
    const transaction = database.transaction('unsent', 'readwrite')
    transaction.objectStore('unsent').put({ id: 'broken', site: 5, record: { log: 'none' } })
    transaction.oncomplete = () => resolve()
  })
  database.close()
}
