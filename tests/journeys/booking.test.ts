import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { useRunning } from '../support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const start = useRunning()
const { newPage } = useBrowser()

test('a hot visitor books a time with the keyboard; the invitation, the CRM and the lead card tell of it; nobody else gets that time', async () => {
  const { siteOrigin, setupLink, crm, mail } = await start()
  const first = await newPage()
  const chat = await openPricingChat(first, siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' })
  await chat.asks(/Which time suits you\?$/)

  // Anna keeps her calendar in Parley: days, times, one press to confirm, all by keyboard.
  const times = chat.panel.getByRole('group', { name: 'Time', exact: true })
  await times.getByRole('button').first().waitFor()
  await chat.panel.getByRole('group', { name: 'Day', exact: true }).getByRole('button', { pressed: true }).focus()
  await first.keyboard.press('ArrowRight')
  await first.keyboard.press('Enter')
  const day = await chat.panel.getByRole('heading', { level: 3 }).innerText()
  await times.getByRole('button').first().focus()
  await first.keyboard.press('ArrowRight')
  const time = await first.evaluate(
    () => document.querySelector('parley-panel')?.shadowRoot?.activeElement?.textContent ?? '',
  )
  await first.keyboard.press('Enter')
  await chat.panel.getByRole('button', { name: `Book ${day}, ${time}` }).waitFor()
  await first.keyboard.press('Enter')

  await chat.panel.getByText('The invitation is on its way to ingrid@nordvik-cold.example.').waitFor()
  await chat.panel.getByText(day).waitFor()
  await chat.panel.getByText('Your answers are saved').waitFor()
  const letter = await eventually('the invitation', () =>
    mail.messages().find(({ to, subject }) => JSON.stringify(to).includes('ingrid@') && subject.includes('Anna')),
  )
  expect(letter.text).toContain('Move or cancel')
  await eventually('the news in the CRM', () =>
    crm.requests().find(request => JSON.stringify(request).includes('startsAt')),
  )

  // Somebody else, who goes to Anna too: that time is gone.
  const second = await newPage()
  const other = await openPricingChat(second, siteOrigin)
  await tapThrough(other, HOT_TAPS)
  await leaveContact(other, { name: 'Tom Vane', email: 'tom@pellgate.example' })
  await other.asks(/Which time suits you\?$/)
  const offered = other.panel.getByRole('group', { name: 'Time', exact: true })
  if ((await offered.count()) > 0) {
    await other.panel.getByRole('button', { name: day, exact: true }).click()
    expect(await offered.getByRole('button', { name: time, exact: true }).count()).toBe(0)
  }

  const studio = await newPage({ expected: [SIGNED_OUT] })
  await signUp(studio, setupLink)
  await studio.getByText('Ingrid Halvorsen').first().click()
  await studio.getByRole('heading', { name: 'Meeting' }).waitFor()
})

const CALENDLY = `<!doctype html><button onclick="parent.postMessage({event:'calendly.event_scheduled',payload:{}},'*')">10:00</button>`

test.each([
  ['a site that lets the calendar in', true],
  ['a site whose policy does not', false],
])(
  'a calendar of Calendly stands in the page of %s, and what is booked there counts as booked',
  async (_title, allowed) => {
    const { siteOrigin, deps } = await start()
    // Tallybarn's own policy lets no frame in.
    const page = await newPage({ bypassCSP: allowed, expected: [/content security policy/i] })
    // The routing of the test gives Anna free times: on the way to the browser they become a link of Calendly.
    await page.route(/\/v1\/sessions/, async route => {
      const response = await route.fetch()
      const body = (await response.text()).replaceAll('"slots":true', '"bookingUrl":"https://calendly.com/anna/intro"')
      await route.fulfill({ response, body })
    })
    const asked: string[] = []
    await page.route('https://calendly.com/**', async route => {
      asked.push(route.request().url())
      await route.fulfill({ contentType: 'text/html', body: CALENDLY })
    })
    const chat = await openPricingChat(page, siteOrigin)
    await tapThrough(chat, HOT_TAPS)
    expect(asked).toEqual([])
    await leaveContact(chat, { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' })
    await chat.asks(/Which time suits you\?$/)

    if (allowed) {
      await chat.panel.frameLocator('iframe').getByRole('button', { name: '10:00' }).click()
      expect(asked[0]).toContain('email=ingrid%40nordvik-cold.example')
    } else {
      const opened = page.waitForEvent('popup')
      await chat.panel.getByRole('link', { name: 'Open the calendar in a new tab' }).click()
      await (await opened).close()
      await chat.panel.locator('iframe').waitFor({ state: 'detached' })
    }
    await chat.panel.getByText('Your answers are saved').waitFor()
    const types = (await deps().store.db.selectFrom('session_events').select('type').execute()).map(({ type }) => type)
    expect(types.filter(type => type === 'booked' || type === 'clicked')).toEqual([allowed ? 'booked' : 'clicked'])
  },
)
