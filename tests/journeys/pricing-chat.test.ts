import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { useRunning } from '../support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const start = useRunning()
const { newPage } = useBrowser()

test('a chat becomes a record in the CRM, an alert, and a lead in the inbox while the visitor is still there', async () => {
  const { siteOrigin, setupLink, crm, mail } = await start()
  const studio = await newPage({ expected: [SIGNED_OUT] })
  await signUp(studio, setupLink)
  const visitor = await newPage()

  const chat = await openPricingChat(visitor, siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' })

  await chat.asks(/Which time suits you\?$/)
  const record = await eventually('a record in the CRM', () =>
    crm.records().find(({ card }) => card.email === 'ingrid@nordvik-cold.example'),
  )
  expect(record).toMatchObject({
    lastType: 'lead.qualified',
    card: { name: 'Ingrid Halvorsen', temperature: 'hot', score: { fit: 70, engagement: 5 } },
  })
  await eventually('an alert', () => mail.messages().find(({ text }) => text.includes('ingrid@nordvik-cold.example')))
  // The inbox was open all the time: nobody reloads it.
  await studio.getByRole('button', { name: '1 new lead: show' }).click()
  await studio.getByText('Ingrid Halvorsen').first().click()
  await studio.getByText('Company of 50–500 people').first().waitFor()
})

test('a student is sent off kindly: no calendar, no lead, nothing in the CRM', async () => {
  const { siteOrigin, crm, deps } = await start()
  const visitor = await newPage()

  const chat = await openPricingChat(visitor, siteOrigin)
  await tapThrough(chat, [
    ['What should counting fix?', 'Just comparing tools'],
    ['How many people work at your company?', '11–49'],
    ['What is your role?', 'Student or researcher'],
  ])

  await chat.asks(/^Good to have you here/)
  await chat.panel.getByText('Your answers are saved').waitFor()
  expect(await chat.panel.getByRole('link', { name: 'Open the checklist' }).count()).toBe(1)
  const { db } = deps().store
  expect(await db.selectFrom('sessions').select(['completed', 'qualified', 'lead_id']).execute()).toEqual([
    { completed: 1, qualified: 0, lead_id: null },
  ])
  for (const table of ['leads', 'routing_decisions', 'deliveries'] as const) {
    expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  expect(crm.requests()).toEqual([])
})
