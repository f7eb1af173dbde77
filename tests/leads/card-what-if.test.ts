import { expect, it } from 'vitest'
import type { BehaviorEvent } from '#flows/api.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { EngagementRule, ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000
const VISITOR = 'visitor-who-left-the-guide'
const page = { event: 'page_viewed', path: '/guide' } as const
const rules: EngagementRule[] = [
  {
    id: 'left',
    kind: 'absence',
    seen: page,
    without: { event: 'downloaded' },
    days: 7,
    points: -5,
    reason: 'Left the guide',
  },
  {
    id: 'thrice',
    kind: 'count',
    event: 'page_viewed',
    path: '/pricing',
    atLeast: 3,
    points: 6,
    reason: 'Pricing thrice',
  },
]
const model: ScoreModel = {
  ...presets.bant,
  engagement: { ...presets.bant.engagement, rules: [...presets.bant.engagement.rules, ...rules] },
}

describeOnBoth('what a lead card says would change the score', openTestStore => {
  it('comes true to the point once somebody does it', async () => {
    const test = await createTestApp(await openTestStore(), { flow: { model } })
    const answers = { ...HOT_ANSWERS, q_role: 'manager', q_budget: 'not_set' }
    await startSession(test, {
      visitor: VISITOR,
      events: answered(answers),
      behavior: [act(test, '/guide'), act(test, '/pricing')],
    })
    expect((await scoreOf(test)).whatIf.due).toEqual([
      { id: 'left', reason: 'Left the guide', points: -5, at: test.clock.now() + 7 * DAY },
    ])

    test.clock.pass(65 * DAY)
    const silent = await scoreOf(test)
    const lift = silent.whatIf.up.find(({ id }) => id === 'left')
    expect(lift).toMatchObject({ what: 'lift', by: 'File downloaded', points: 19 })
    expect(lift?.also).toEqual([
      { reason: 'Nothing heard for 60 days', points: 10, forNow: false },
      { reason: 'Downloaded the guide', points: 4, forNow: false },
    ])
    await doing(test, { id: 'file', at: test.clock.now(), type: 'downloaded', path: '/guide', file: 'guide.pdf' })
    const awake = await scoreOf(test)
    expect(awake.total - silent.total).toBe(lift?.points)

    test.clock.pass(DAY)
    const before = await scoreOf(test)
    const more = before.whatIf.up.find(({ id }) => id === 'thrice')
    expect(more).toMatchObject({ what: 'act', acts: 2 })
    await doing(test, act(test, '/pricing', 'one'), act(test, '/pricing', 'two'))
    expect((await scoreOf(test)).total - before.total).toBe(more?.points)
  })
})

function act({ clock }: TestApp, path: string, id = path): BehaviorEvent {
  return { id: `${id}-${clock.now()}`, type: 'page_viewed', path, at: clock.now() }
}

async function doing(test: TestApp, ...events: BehaviorEvent[]): Promise<void> {
  const { session, token } = await startSession(test, { visitor: VISITOR })
  const response = await test.request('/v1/behavior', { json: { token, session, events } })
  expect(response.status).toBe(200)
}

async function scoreOf({ deps, workspaceId, clock }: TestApp) {
  const { id } = await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
  const card = await loadLeadCard(deps.store.db, workspaceId, id, clock.now())
  if (!card) throw new Error('No card')
  return card.score
}
