import { expect, it } from 'vitest'
import type { BehaviorEvent, CreateSessionResponse } from '#flows/api.ts'
import { untilNight } from '#server/leads/score-sweep.ts'
import { sweepScores } from '#server/leads/sweep-scores.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000
/** 0 + 15 + 8 + 6 + 4 = 33 of fit. */
const WARM = {
  ...HOT_ANSWERS,
  q_need: 'comparing',
  q_role: 'manager',
  q_timeline: 'half_year',
  q_budget: 'not_set',
}

describeOnBoth('the sweep over stored scores', openTestStore => {
  it('brings a faded score up to date without touching anything else', async () => {
    const test = await createTestApp(await openTestStore())
    await lead(test, { answers: WARM, acts: ['/pricing', '/customers/a', '/calculator'] })
    const before = await rowOf(test)
    test.clock.pass(30 * DAY)
    expect(await sweepScores(test.deps)).toEqual({ leads: 1, updated: 1, rescored: 0 })
    const after = await rowOf(test)
    expect(after).toEqual({ ...before, engagement: 7, score: before.fit + 7 })
    expect(await sweepScores(test.deps)).toEqual({ leads: 1, updated: 0, rescored: 0 })
  })

  it('scores a lead anew whose temperature is due to change, and says so', async () => {
    const test = await createTestApp(await openTestStore())
    await lead(test, { answers: WARM, acts: ['/pricing'] })
    test.clock.pass(61 * DAY)
    expect(await sweepScores(test.deps)).toMatchObject({ rescored: 1 })
    expect(await rowOf(test)).toMatchObject({ temperature: 'cold', stage: 'mql' })
    expect(test.news.at(-1)).toMatchObject({ type: 'lead', change: 'updated' })
  })

  it('finds a cold lead dead after so long a silence, once', async () => {
    const test = await createTestApp(await openTestStore())
    await lead(test, { answers: WARM, acts: [] })
    test.clock.pass(61 * DAY)
    await sweepScores(test.deps)
    test.clock.pass(91 * DAY)
    expect(await sweepScores(test.deps)).toMatchObject({ rescored: 1 })
    expect(await rowOf(test)).toMatchObject({ temperature: 'dead' })
    test.clock.pass(DAY)
    expect(await sweepScores(test.deps)).toEqual({ leads: 1, updated: 0, rescored: 0 })
  })

  it('goes through any number of leads, of one workspace where that is asked', async () => {
    const test = await createTestApp(await openTestStore())
    for (const name of ['ida', 'ove', 'una', 'per', 'liv']) {
      await lead(test, { answers: { ...WARM, q_email: `${name}@${name}.example` }, acts: ['/pricing'] })
    }
    test.clock.pass(45 * DAY)
    expect(await sweepScores(test.deps, { atOnce: 2, workspaceId: 'another' })).toMatchObject({ leads: 0 })
    expect(await sweepScores(test.deps, { atOnce: 2, workspaceId: test.workspaceId })).toMatchObject({
      leads: 5,
      updated: 5,
    })
  })
})

it('waits for the next night', () => {
  expect(untilNight(Date.UTC(2026, 10, 22, 1))).toBe(2 * 3_600_000)
  expect(untilNight(Date.UTC(2026, 10, 22, 4))).toBe(23 * 3_600_000)
})

async function lead(
  test: TestApp,
  { answers, acts }: { readonly answers: Readonly<Record<string, string>>; readonly acts: readonly string[] },
): Promise<void> {
  const session: CreateSessionResponse = await startSession(test, { events: answered(answers) })
  const events = acts.map((path, index): BehaviorEvent => {
    return { id: `act-${index}`, type: 'page_viewed', path, at: test.clock.now() }
  })
  if (events.length === 0) return
  const response = await test.request('/v1/behavior', {
    json: { token: session.token, session: session.session, events },
  })
  expect(response.status).toBe(200)
}

async function rowOf(test: TestApp) {
  return await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}
