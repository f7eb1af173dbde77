import axe, { type AxeResults } from 'axe-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { useRunning } from '../support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, pricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const start = useRunning()
const { newPage } = useBrowser()

test('a typed question gets its reply or a person, who finds it on top of the lead card (R14)', async () => {
  const running = await start()
  const visitor = await newPage()
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 1))
  await chat.asks('How many people work at your company?')
  await chat.type('Do you support single sign-on?')
  await chat.panel.getByText('come with Enterprise').waitFor()
  await chat.type('Can your scanners read Code 39 labels?')
  await chat.panel.getByText('Noted: a person will answer this.').waitFor()
  await tapThrough(chat, HOT_TAPS.slice(1))
  await leaveContact(chat, { name: 'Ingrid Halvorsen', email: 'ingrid@nordvik-cold.example' })
  await chat.asks(/Which time suits you\?$/)

  const record = await eventually('a record in the CRM', () =>
    running.crm.records().find(({ card }) => card.email === 'ingrid@nordvik-cold.example'),
  )
  expect(record).toBeTruthy()
  const studio = await newPage({ expected: [SIGNED_OUT] })
  await signUp(studio, running.setupLink)
  await studio.getByText('1 open question').waitFor()
  await studio.getByText('Ingrid Halvorsen').first().click()
  const asked = studio.getByRole('heading', { name: 'They asked' }).locator('..')
  await asked.getByText('Can your scanners read Code 39 labels?').waitFor()
  await asked.getByRole('link', { name: 'Answer by mail' }).waitFor()
})

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong with replies, promises, chips and doubts (%s)',
  async colorScheme => {
    const running = await start()
    const visitor = await newPage({ colorScheme, reducedMotion: 'reduce' })
    await visitor.goto(`${running.siteOrigin}/pricing`)
    await visitor.evaluate("parley('prefill', { need: 'spreadsheets' })")
    await visitor.locator('parley-launcher').getByRole('button').click()
    const chat = pricingChat(visitor)
    await chat.asks('How many people work at your company?')
    await chat.type('How much is it per site?')
    await chat.panel.getByRole('link', { name: /Compare the plans/ }).waitFor()
    await chat.type('Can your scanners read Code 39 labels?')
    await chat.panel.getByText('Noted: a person will answer this.').waitFor()
    await chat.type('something with robots')
    await chat.panel.getByRole('button', { name: 'Ask a person this' }).waitFor()
    await visitor.evaluate(axe.source)
    const { violations } = (await visitor.evaluate('axe.run("parley-panel")')) as AxeResults // what axe.run resolves to
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  },
)

test('what the page knows stands as chips that can be changed, and nothing is sent before the visitor acts', async () => {
  const running = await start()
  const visitor = await newPage()
  const sent: string[] = []
  visitor.on('request', request => request.url().includes('/v1/sessions') && sent.push(request.url()))
  await visitor.goto(`${running.siteOrigin}/pricing`)
  await visitor.evaluate(
    `parley('prefill', { need: 'spreadsheets', size: 's50_500', role: 'nobody', contact_ok: true })`,
  )
  await visitor.locator('parley-launcher').getByRole('button').click()
  const chat = pricingChat(visitor)
  await chat.asks('What is your role?')
  const known = chat.panel.getByRole('button', { name: /50–500/ })
  await known.waitFor()
  expect(sent).toEqual([])
  await known.click()
  await chat.tap('11–49')
  await chat.asks('What is your role?')
  await chat.tap('Manager')
  await chat.asks('When should it be live?')
  await eventually('the session', () => sent[0])
})

test('who came for something else leaves by a quiet way (R15)', async () => {
  const running = await start()
  const visitor = await newPage()
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await chat.asks('What should counting fix?')
  await chat.tap('I’m here for something else')
  await chat.asks('What brings you here?')
  await chat.tap('I am looking for a job')
  await chat.panel.getByRole('link', { name: /See open positions/ }).waitFor()
  await chat.panel.getByText('Your answers are saved').waitFor()
  await chat.panel.getByRole('button', { name: 'Start again' }).click()
  await chat.asks('What should counting fix?')
  await chat.tap('Spreadsheets')
  const { db } = running.deps().store
  await eventually('a session of its own', async () => {
    const sessions = await db.selectFrom('sessions').select(['status', 'completed']).orderBy('id').execute()
    return sessions.length === 2 && sessions
  })
  expect(await db.selectFrom('leads').selectAll().execute()).toEqual([])
})

test('with consent another tab goes on in the same conversation, and both stay one (one session)', async () => {
  const running = await start()
  const visitor = await newPage()
  await visitor.goto(`${running.siteOrigin}/pricing`)
  await visitor.evaluate("parley('consent', 'granted')")
  await visitor.locator('parley-launcher').getByRole('button').click()
  const chat = pricingChat(visitor)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await chat.asks('What is your role?')
  const { db } = running.deps().store
  await eventually('the session', () => db.selectFrom('sessions').selectAll().executeTakeFirst())

  const tab = await visitor.context().newPage()
  const other = await openPricingChat(tab, running.siteOrigin)
  await other.asks('What is your role?')
  await tapThrough(other, HOT_TAPS.slice(2, 4))
  await other.asks('What is the yearly budget?')
  await chat.asks('What is the yearly budget?')
  await chat.tap('$24k or more')
  await other.asks('First, your name?')
  expect(await db.selectFrom('sessions').selectAll().execute()).toHaveLength(1)
})

test('“Start again” in one tab begins anew in the other, and both are one session again', async () => {
  const running = await start()
  const visitor = await newPage()
  await visitor.goto(`${running.siteOrigin}/pricing`)
  await visitor.evaluate("parley('consent', 'granted')")
  await visitor.locator('parley-launcher').getByRole('button').click()
  const chat = pricingChat(visitor)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await chat.asks('What is your role?')
  const { db } = running.deps().store
  const sessions = () => db.selectFrom('sessions').select(['id', 'step']).orderBy('created_at').execute()
  await eventually('the session', async () => ((await sessions()).length === 1 ? true : undefined))

  const tab = await visitor.context().newPage()
  const other = await openPricingChat(tab, running.siteOrigin)
  await other.panel.getByRole('button', { name: 'Start again' }).click()
  await chat.asks('What should counting fix?')
  await chat.tap('Spreadsheets')
  await other.asks('How many people work at your company?')
  await other.tap('11–49')
  await chat.asks('What is your role?')
  const steps = await eventually('the second session', async () => {
    const found = await sessions()
    return found[1]?.step === 'q_role' ? found.map(({ step }) => step) : undefined
  })
  expect(steps).toEqual(['q_role', 'q_role'])
})

test('who comes back within the time allowed finds their answers; later a conversation begins anew', async () => {
  const running = await start()
  const visitor = await newPage()
  await visitor.clock.install()
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await chat.asks('What is your role?')
  const { db } = running.deps().store
  await eventually('two answers', async () => (await db.selectFrom('session_events').selectAll().execute()).length > 3)

  await visitor.clock.fastForward(10 * 60_000)
  await visitor.reload()
  await chat.asks('What is your role?')
  await chat.panel.getByText('Welcome back. Your answers are still here.').waitFor()

  await visitor.clock.fastForward(31 * 60_000)
  await visitor.reload()
  await chat.asks('What should counting fix?')
  expect(await chat.panel.getByText('Welcome back').count()).toBe(0)
})
