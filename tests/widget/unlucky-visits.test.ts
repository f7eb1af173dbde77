import { expect, test } from 'vitest'
import { createTestApp, seededBytes } from '#tests/support/app.ts'
import { useTestDatabases } from '#tests/support/databases.ts'
import { createVisitorBrowser, type VisitorPage } from './support/visitor-browser.ts'

const { openTestStore } = useTestDatabases('sqlite')

/** Visits a run; each is another seed. */
const VISITS = 40
const ANSWERS = [
  ['q_need', 'many_sites'],
  ['q_size', 's50_500'],
  ['q_role', 'executive'],
  ['q_timeline', 'month'],
  ['q_budget', 'b24k'],
  ['q_name', 'Ann Keller'],
  ['q_email', 'ann@pellgate.example'],
] as const
const LINES = ['up', 'down', 'answers are lost'] as const

test('whatever line, reloads and closed pages come between them, all answers arrive once and in order', {
  timeout: 120_000,
}, async () => {
  const store = await openTestStore()
  const server = await createTestApp(store)
  for (let seed = 1; seed <= VISITS; seed += 1) {
    const dice = seededBytes(seed)
    const roll = (sides: number) => (dice(1)[0] ?? 0) % sides
    const browser = createVisitorBrowser(server)
    let page: VisitorPage = await browser.openPage()
    for (const [step, value] of ANSWERS) {
      browser.line = LINES[roll(3)] ?? 'up'
      page.answer(step, value)
      const luck = roll(4)
      if (luck === 0) page.leave()
      if (luck === 1) {
        page.leave()
        // A page without a line does not load.
        browser.line = 'up'
        page = await browser.openPage()
      }
      if (luck === 2) page.goOnline()
    }
    browser.line = 'up'
    page.leave()
    page = await browser.openPage()
    const talk = await page.until('a commit', ({ acknowledged, log }) => {
      // Nobody waits out the back-off.
      page.goOnline()
      return acknowledged === log.length
    })

    const { db } = store
    const sessions = await db.selectFrom('sessions').select(['id', 'last_seq']).execute()
    const events = await db.selectFrom('session_events').select(['seq', 'body_json']).orderBy('seq').execute()
    expect(sessions, `seed ${seed}`).toEqual([{ id: page.conversation.record.post.session, last_seq: talk.log.length }])
    expect(
      events.map(({ seq }) => seq),
      `seed ${seed}`,
    ).toEqual(talk.log.map(({ seq }) => seq))
    const answers = events.map(({ body_json }) => JSON.parse(body_json)).filter(({ type }) => type === 'answered')
    expect(
      answers.map(({ step, value }) => [step, value]),
      `seed ${seed}`,
    ).toEqual(ANSWERS)
    for (const table of ['session_events', 'sessions', 'exposures'] as const) await db.deleteFrom(table).execute()
  }
})
