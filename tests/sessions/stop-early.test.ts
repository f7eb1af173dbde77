import { expect, test } from 'vitest'
import type { SessionState } from '#flows/api.ts'
import type { Answer } from '#flows/flow.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { answered, appendTo, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { CONTACT, createEarlyApp } from './early-app.ts'

const STRONG = { q_need: 'many_sites', q_size: 's50_500' } as const

async function append(
  app: Awaited<ReturnType<typeof createEarlyApp>>,
  session: { session: string; token: string },
  answers: Readonly<Record<string, Answer>>,
  from: number,
) {
  const response = await appendTo(app, session, answered(answers, from))
  expect(response.status).toBe(200)
  return (await response.json()) as SessionState
}

describeOnBoth('stopping early', openTestStore => {
  test('the decision comes as soon as nothing can change it, and the lead with it', async () => {
    const app = await createEarlyApp(await openTestStore(), 'contact first')
    const session = await startSession(app, { events: answered({ ...CONTACT, ...STRONG }) })
    expect(session.decisions).toEqual([])

    const state = await append(app, session, { q_role: 'executive' }, 6)

    expect(state.decisions).toEqual([
      { step: 'route', after: 6, outcome: 'sales', early: true },
      { step: 'route', after: 6, outcome: 'sales', offer: { owner: { name: 'Mara' } } },
    ])
    const again = await app.request(`/v1/sessions/${session.session}`, { token: session.token })
    expect(await again.json()).toEqual(state)
    const { db } = app.deps.store
    const lead = await db.selectFrom('leads').select(['id', 'outcome', 'owner_id']).executeTakeFirstOrThrow()
    expect(lead).toMatchObject({ outcome: 'sales' })
    const card = await loadLeadCard(db, app.workspaceId, lead.id, app.deps.now())
    expect(card?.timeline.filter(({ kind }) => kind === 'decision')).toHaveLength(1)
  })

  test('who the visitor is is still asked, and the outcome is the one that was settled', async () => {
    const app = await createEarlyApp(await openTestStore(), 'contact last')
    const session = await startSession(app, { events: answered({ ...STRONG, q_role: 'executive' }) })
    expect(session.decisions).toEqual([{ step: 'route', after: 3, outcome: 'sales', early: true }])

    const state = await append(app, session, CONTACT, 4)

    expect(state.decisions[1]).toMatchObject({ step: 'route', after: 6, outcome: 'sales' })
    expect(await app.deps.store.db.selectFrom('leads').select('outcome').execute()).toEqual([{ outcome: 'sales' }])
  })

  test('an answer that crossed with the decision counts, and so does a change of mind', async () => {
    const app = await createEarlyApp(await openTestStore(), 'contact last')
    const session = await startSession(app, { events: answered({ ...STRONG, q_role: 'executive' }) })

    const crossed = await append(app, session, { q_timeline: 'month' }, 4)
    expect(crossed.decisions.map(({ after, early }) => [after, early])).toEqual([
      [3, true],
      [4, true],
    ])
    const changed = await append(app, session, { q_size: 's1_10', q_role: 'specialist' }, 5)
    expect(changed.decisions).toHaveLength(2)
    // What fell away is asked again.
    const done = await append(app, session, { q_budget: 'under_3k', ...CONTACT }, 7)
    expect(done.decisions.at(-1)).toMatchObject({ after: 10 })
  })
})
