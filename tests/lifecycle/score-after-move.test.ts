import { expect, it } from 'vitest'
import { decideLead, undoVerdict } from '#server/leads/decide-lead.ts'
import { applyOutcome } from '#server/lifecycle/apply-outcome.ts'
import { DEFAULT_RULES, type LifecycleRules } from '#server/lifecycle/lifecycle-rules.ts'
import { saveLifecycleRules } from '#server/lifecycle/load-rules.ts'
import { moveLead } from '#server/lifecycle/move-lead.ts'
import { saveSlots } from '#server/lifecycle/save-slots.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { addAutomation, addTemplate } from '#tests/nurture/setup.ts'
import { createTestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const MIRA = { id: 'user-mira', name: 'Mira Holm' }
const STAGES: ScoreModel = {
  ...presets.bant,
  engagement: {
    ...presets.bant.engagement,
    cap: 100,
    rules: [
      {
        id: 'moved_on',
        kind: 'event',
        event: 'stage_reached',
        times: 'each',
        ahead: true,
        points: 3,
        reason: 'Moved on by sales',
      },
    ],
  },
}
const LOST: ScoreModel = {
  ...presets.bant,
  fit: [...presets.bant.fit, { id: 'lost', kind: 'crm', signal: 'lost', points: -30, reason: 'Lost before' }],
}
/** One thing to find out, and a SAL is an SQL. */
const RULES: LifecycleRules = {
  ...DEFAULT_RULES,
  framework: 'own',
  slots: [
    { id: 'machines', label: 'Machines', ask: 'How many?', required: true, facts: [], answer: { kind: 'number' } },
  ],
  sql: { intent: false, means: false, automatic: true },
}

describeOnBoth('a move by sales', openTestStore => {
  it('gives its points at once, those who are told hear the new score, and taking it back takes them', async () => {
    const test = await hotLead(openTestStore, STAGES)
    const { score } = await test.lead()
    const destination = await addDestination(test)
    await decideLead(test.deps, { ...test.subject, decision: { verdict: 'accepted' } })
    expect(await test.lead()).toMatchObject({ stage: 'sal', score: score + 3 })
    const { payload_json } = await test.deps.store.db
      .selectFrom('deliveries')
      .select('payload_json')
      .where('destination_id', '=', destination)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(payload_json)).toMatchObject({ lead: { score: { total: score + 3 } } })

    test.clock.pass(1_000)
    await undoVerdict(test.deps, test.subject)
    expect(await test.lead()).toMatchObject({ score })
  })

  it('takes none for a rejection', async () => {
    const test = await hotLead(openTestStore, STAGES)
    const { score } = await test.lead()
    await decideLead(test.deps, {
      ...test.subject,
      decision: { verdict: 'rejected', reason: 'bad_timing', hold: true },
    })
    expect(await test.lead()).toMatchObject({ stage: 'hold', score })
  })

  it('is a change of the score for automations', async () => {
    const test = await hotLead(openTestStore, STAGES)
    const when = { kind: 'score', measure: 'score', direction: 'up', at: 68 } as const
    await addAutomation(test, when, [{ kind: 'mail', template: await addTemplate(test) }])
    const { score } = await test.lead()
    await decideLead(test.deps, { ...test.subject, decision: { verdict: 'accepted' } })
    const rows = await test.deps.store.db.selectFrom('lead_changes').select(['before_json', 'after_json']).execute()
    const scores = rows.map(row => [row.before_json, row.after_json].map(json => JSON.parse(json ?? '{}').score))
    expect(scores).toContainEqual([score, score + 3])
  })

  it('counts by what it settles: who is lost loses at once', async () => {
    const test = await hotLead(openTestStore, LOST)
    await tellOutcome(test, 'sql')
    const { score } = await test.lead()
    test.clock.pass(1_000)
    await moveLead(test.deps, { ...test.subject, move: { to: 'recycled', reason: 'no_budget' } })
    expect(await test.lead()).toMatchObject({ stage: 'recycled', score: score - 30 })
    test.clock.pass(1_000)
    await undoVerdict(test.deps, test.subject)
    expect(await test.lead()).toMatchObject({ stage: 'sql', score })
  })

  it('counts when a CRM or the last thing found out makes it', async () => {
    const test = await hotLead(openTestStore, STAGES)
    const { deps, workspaceId } = test
    await saveLifecycleRules(deps, { workspaceId, version: 0, rules: RULES, actor: MIRA })
    const { score } = await test.lead()
    await decideLead(deps, { ...test.subject, decision: { verdict: 'accepted' } })
    test.clock.pass(1_000)
    await saveSlots(deps, { ...test.subject, changes: { slots: { machines: 12 } } })
    expect(await test.lead()).toMatchObject({ stage: 'sql', score: score + 6 })
    test.clock.pass(1_000)
    await tellOutcome(test, 'opportunity')
    expect(await test.lead()).toMatchObject({ stage: 'opportunity', score: score + 9 })
  })
})

async function hotLead(openTestStore: () => Promise<Parameters<typeof createTestApp>[0]>, model: ScoreModel) {
  const test = await createTestApp(await openTestStore(), { flow: { id: 'pricing', model } })
  await startSession(test, { events: answered(HOT_ANSWERS) })
  const { db } = test.deps.store
  const { id } = await db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
  test.clock.pass(1_000)
  return {
    ...test,
    subject: { workspaceId: test.workspaceId, leadId: id, actor: MIRA },
    lead: () => db.selectFrom('leads').select(['stage', 'score']).where('id', '=', id).executeTakeFirstOrThrow(),
  }
}

async function tellOutcome({ deps, subject }: Awaited<ReturnType<typeof hotLead>>, kind: 'sql' | 'opportunity') {
  const deal = { amount: null, currency: null, reason: null, externalId: 'deal-1', source: 'crm', at: deps.now() }
  await deps.store.write(trx => applyOutcome(trx, deps, { ...subject, ...deal, kind }))
}
