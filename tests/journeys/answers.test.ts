import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Field, Flow } from '#flows/flow.ts'
import { draftOf, loadFlowRow } from '#server/publishing/flow-row.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, useRunning } from '../support/running.ts'
import { expectAccessible } from './shapes.ts'

const start = useRunning()
const { newPage } = useBrowser()

const INDUSTRIES = 'Agriculture Banking Building Consulting Education Energy Food Insurance Logistics Retail'.split(' ')

/** Questions that only rare controls answer, in the order asked. */
const ASKED: Readonly<Record<string, Field>> = {
  industry: { kind: 'choice', options: INDUSTRIES.map(label => ({ id: label.toLowerCase(), label })) },
  seats: { kind: 'number', min: 0, max: 200, step: 10, unit: 'seats', show: 'slider' },
  spend: { kind: 'number', min: 0, step: 500, currency: 'EUR', show: 'stepper' },
  start_day: { kind: 'date', ahead: true },
  mood: { kind: 'rating', max: 5, low: 'Poor', high: 'Great' },
  phone: { kind: 'phone', country: 'SE' },
}

test('every rare control is answered by keys alone, and the lead has each answer', { timeout: 120_000 }, async () => {
  const running = await start()
  await publishRare(running)
  const page = await newPage({ reducedMotion: 'reduce' })
  await page.goto(`${running.parleyOrigin}/f/demo?shape=chat&plan=scale&other=x`)
  const chat = page.locator('parley-chat, parley-form').first()

  await asks(chat, 'industry?')
  await chat.getByRole('combobox').focus()
  await page.keyboard.type('logi', { delay: 120 })
  await page.keyboard.press('Enter')

  await asks(chat, 'seats?')
  await chat.getByRole('slider').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await chat.getByText('190 seats').first().waitFor()
  await page.keyboard.press('Enter')

  await asks(chat, 'spend?')
  await chat.getByRole('spinbutton').focus()
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key)
  await chat.getByText('€1,000').waitFor()
  await press(chat, 'Continue')

  await asks(chat, 'start day?')
  await press(chat, 'In a week')
  await asks(chat, 'mood?')
  await press(chat, '4 of 5')

  await asks(chat, 'phone?')
  await chat.locator('input:focus').waitFor()
  await page.keyboard.type('070 123 45 67')
  await page.keyboard.press('Enter')

  await asks(chat, 'Your name')
  await chat.getByLabel('First name').and(chat.locator(':focus')).waitFor()
  await page.keyboard.type('Ida')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Falk')
  await page.keyboard.press('Enter')

  await asks(chat, 'Work e-mail')
  await chat.locator('input:focus').waitFor()
  await page.keyboard.type('ida@nordvik.example')
  await page.keyboard.press('Enter')
  await asks(chat, /May we write/)
  await press(chat, 'I agree')

  const lead = await eventually('a lead', () =>
    running.deps().store.db.selectFrom('leads').selectAll().executeTakeFirst(),
  )
  expect(lead).toMatchObject({ name: 'Ida Falk', phone: '+46701234567' })
  expect(JSON.parse(lead.facts_json)).toMatchObject({
    industry: 'logistics',
    seats: 190,
    spend: 1000,
    mood: 4,
    'name.first': 'Ida',
    'name.family': 'Falk',
    plan: 'scale',
  })
})

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong with the rare controls in the %s scheme, in a chat and in a form',
  { timeout: 120_000 },
  async colorScheme => {
    const running = await start()
    await publishRare(running)
    const page = await newPage({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(`${running.parleyOrigin}/f/demo?shape=page`)
    await page.getByRole('slider').waitFor()
    await page.getByLabel('Country code').waitFor()
    await page.getByRole('combobox').first().click()
    await page.getByRole('option').first().waitFor()
    await expectAccessible(page, 'a form')

    await page.goto(`${running.parleyOrigin}/f/demo?shape=chat`)
    const chat = page.locator('parley-chat, parley-form').first()
    const answers: readonly (readonly [string, () => Promise<void>])[] = [
      ['industry?', () => chat.getByRole('option', { name: 'Retail' }).click({ delay: 400 })],
      ['seats?', () => answerExactly(chat, '42')],
      ['spend?', () => answerExactly(chat, '1,250')],
      ['start day?', () => press(chat, 'Tomorrow')],
      ['mood?', () => press(chat, '5 of 5')],
      ['phone?', () => chat.getByLabel('Country code').waitFor()],
    ]
    for (const [question, answer] of answers) {
      await asks(chat, question)
      await chat.locator('.rare').waitFor()
      await expectAccessible(page, question)
      await answer()
    }
    await expectAccessible(page, 'a number to call')
  },
)

async function asks(chat: Locator, question: string | RegExp): Promise<void> {
  await chat.getByRole('heading', { name: question }).waitFor()
}

async function press(chat: Locator, name: string): Promise<void> {
  await chat.getByRole('button', { name, exact: true }).focus()
  await chat.page().keyboard.press('Enter')
}

async function answerExactly(chat: Locator, number: string): Promise<void> {
  await chat.getByLabel('Or type a number').fill(number)
  await chat.page().keyboard.press('Enter')
}

/** The demo flow with these questions, given and family name apart, and a hidden value; what it asked of the company is left out. */
async function publishRare({ deps, workspaceId }: Running): Promise<void> {
  const key = { workspaceId, flowId: 'demo' }
  const row = await loadFlowRow(deps().store.db, key)
  const { flow: before, ...draft } = draftOf(row)
  const kept = ['q_name', 'q_email', 'q_contact']
  const asks = Object.keys(ASKED).map(field => {
    return { id: `q_${field}`, kind: 'ask', field, text: `${field.replace('_', ' ')}?` } as const
  })
  const steps = before.steps.filter(({ id, kind }) => kind !== 'ask' || kept.includes(id))
  const flow: Flow = {
    ...before,
    fields: { ...before.fields, ...ASKED, name: { kind: 'name' }, plan: { kind: 'hidden', query: 'plan' } },
    steps: [...asks, ...steps.map(step => (step.id === 'q_contact' ? withoutJumps(step) : step))],
    experiments: [],
    promises: [],
    translations: {},
  }
  const { version } = await saveDraft(deps(), { ...key, version: row.draft_version, draft: { ...draft, flow } })
  await publish(deps(), { ...key, version, by: 'system' })
}

function withoutJumps<S extends Flow['steps'][number]>(step: S): S {
  const { next: _next, ...rest } = step as S & { next?: unknown }
  return rest as S // only jumps are gone
}
