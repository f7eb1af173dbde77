import { expect, test } from 'vitest'
import type { Deps } from '#server/deps.ts'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { useRunning } from '../support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const start = useRunning()
const { newPage } = useBrowser()

test('a hot visitor books a time with the keyboard; the invitation, the CRM and the lead card tell of it, and a second visitor cannot take it', async () => {
  const { siteOrigin, setupLink, crm, mail, workspaceId, deps } = await start()
  await sendAllToAnna(deps(), workspaceId)
  // Somebody else looks at Anna's times already.
  const second = await newPage({ expected: [/409 \(Conflict\)/] })
  const other = await openPricingChat(second, siteOrigin)
  await tapThrough(other, HOT_TAPS)
  await leaveContact(other, { name: 'Tom Vane', email: 'tom@pellgate.example' })
  const offered = other.panel.getByRole('group', { name: 'Time', exact: true })
  await offered.getByRole('button').first().waitFor()

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

  // The one who was slower: that time is gone, another one is not.
  await other.panel.getByRole('group', { name: 'Day', exact: true }).getByRole('button', { name: day }).click()
  await offered.getByRole('button', { name: time, exact: true }).click()
  await other.panel.getByRole('button', { name: `Book ${day}, ${time}` }).click()
  await other.panel.getByText('Somebody else just took that time. Please pick another one.').waitFor()
  await offered.getByRole('button', { name: time, exact: true }).waitFor({ state: 'detached' })
  await offered.getByRole('button').last().click()
  await other.panel.getByRole('button', { name: /^Book / }).click()
  await other.panel.getByText('The invitation is on its way to tom@pellgate.example.').waitFor()

  const studio = await newPage({ expected: [SIGNED_OUT] })
  await signUp(studio, setupLink)
  await studio.getByText('Ingrid Halvorsen').first().click()
  await studio.getByRole('heading', { name: 'Meeting' }).waitFor()
})

/** As if Peter had had so many that the next ones are hers. */
async function sendAllToAnna({ store }: Deps, workspaceId: string): Promise<void> {
  const row = { workspace_id: workspaceId, team_id: 'europe', person_id: 'peter', assigned: 1_000, last_at: 0 }
  await store.write(trx => trx.insertInto('routing_counters').values(row).execute())
}

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
