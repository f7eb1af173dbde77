import { expect, test } from 'vitest'
import { loadPrediction } from '#server/learning/lead-prediction.ts'
import {
  type LearningDeps,
  loadLearning,
  loadLearnings,
  publishLearning,
  startLearning,
} from '#server/learning/learning-reports.ts'
import { startLearningSchedule, usualSpec } from '#server/learning/learning-schedule.ts'
import { takeSuggestions } from '#server/learning/take-suggestions.ts'
import { draftOf, loadFlowRow } from '#server/publishing/flow-row.ts'
import { addLead } from '#tests/studio-api/leads.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000

/** Decided leads of the app's flow: companies of 50 to 500 people reach SQL, others seldom do. */
async function addDecided({ deps, workspaceId, flowId, release }: TestApp, count: number): Promise<string[]> {
  const decided = Array.from({ length: count }, (_, index) => {
    const fits = index % 2 === 0
    const good = fits ? index % 10 !== 0 : index % 11 === 0
    const facts = { size: fits ? 's50_500' : 's1_10', role: index % 3 ? 'head' : 'manager', need: 'spreadsheets' }
    return { id: deps.newId(), index, good, facts, at: deps.now() - (count - index) * 3_600_000 }
  })
  // Side by side, so that they share their transactions.
  await Promise.all(
    decided.map(({ id, index, good, facts, at }) =>
      addLead(deps, {
        id,
        workspace_id: workspaceId,
        flow_id: flowId,
        release_id: release.id,
        email: `buyer${index}@plant${index}.example`,
        email_domain: `plant${index}.example`,
        facts_json: JSON.stringify(facts),
        stage: good ? 'sql' : 'disqualified',
        created_at: at,
        updated_at: at + 60_000,
      }),
    ),
  )
  const outcomes = decided.map(({ id, good, at }) => ({
    workspace_id: workspaceId,
    lead_id: id,
    id: deps.newId(),
    kind: good ? ('sql' as const) : ('rejected' as const),
    amount: null,
    currency: null,
    reason: null,
    external_id: null,
    source: 'api',
    actor: 'test',
    at: at + 120_000,
    received_at: at + 120_000,
  }))
  await deps.store.write(trx => trx.insertInto('lead_outcomes').values(outcomes).execute())
  return decided.map(({ id }) => id)
}

function learn(app: TestApp) {
  const { deps, workspaceId, flowId } = app
  return startLearning(deps, { workspaceId, flowId, spec: usualSpec(deps.now() + DAY), by: 'Mara' })
}

function keyOf({ workspaceId, flowId, deps }: TestApp, learningId: string) {
  return { workspaceId, flowId, learningId, now: deps.now() }
}

describeOnBoth('learning reports', openTestStore => {
  test('a report is written beside, taken over into the draft and predicts once a person publishes it', async () => {
    const app = await createTestApp(await openTestStore())
    const { deps, workspaceId, flowId } = app
    const [lead = ''] = await addDecided(app, 100)

    const { learning, finished } = await learn(app)
    expect(learning).toMatchObject({ status: 'running', by: 'Mara', published: null })
    await finished

    const { learning: done, report } = await loadLearning(deps.store.db, keyOf(app, learning.id))
    expect(done).toMatchObject({ status: 'done', done: 100, total: 100, predicts: true })
    expect(report).toMatchObject({ state: 'ready', counts: { leads: 100, young: 0 } })

    const before = await loadFlowRow(deps.store.db, { workspaceId, flowId })
    const suggestion = report?.suggestions.find(one => one.option === 's1_10')
    const wish = { workspaceId, flowId, learningId: learning.id, keys: [suggestion?.key ?? ''] }
    const taken = await takeSuggestions(deps, { ...wish, version: before.draft_version })
    expect(taken).toMatchObject({ version: before.draft_version + 1, taken: wish.keys, skipped: [] })
    const { model } = draftOf(await loadFlowRow(deps.store.db, { workspaceId, flowId }))
    expect(model.fit.find(({ id }) => id === 'size')).toMatchObject({ points: { s1_10: suggestion?.suggested } })
    await expect(takeSuggestions(deps, { ...wish, version: before.draft_version })).rejects.toMatchObject({
      code: 'draft_changed',
    })

    expect(await loadPrediction(deps.store.db, { workspaceId, leadId: lead })).toBeNull()
    await publishLearning(deps, { workspaceId, flowId, learningId: learning.id, by: 'Mara', on: true })
    const prediction = await loadPrediction(deps.store.db, { workspaceId, leadId: lead })
    expect(prediction).toMatchObject({ target: 'sql', leads: 100, publishedBy: 'Mara' })
    expect(prediction?.of100).toBeGreaterThan(prediction?.usual ?? 100)
    await publishLearning(deps, { workspaceId, flowId, learningId: learning.id, by: 'Mara', on: false })
    expect(await loadPrediction(deps.store.db, { workspaceId, leadId: lead })).toBeNull()
  })

  test('with too few outcomes it says how many are missing, and cannot be published', async () => {
    const app = await createTestApp(await openTestStore())
    const { deps, workspaceId, flowId } = app
    await addDecided(app, 8)
    const { learning, finished } = await learn(app)
    await finished
    const { report } = await loadLearning(deps.store.db, keyOf(app, learning.id))
    expect(report).toMatchObject({ state: 'collecting', missing: 72, suggestions: [] })
    const wish = { workspaceId, flowId, learningId: learning.id, by: 'Mara', on: true }
    await expect(publishLearning(deps, wish)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('while one runs another is refused, and a report of another workspace is a missing one', async () => {
    const app = await createTestApp(await openTestStore())
    const { deps } = app
    const { learning, finished } = await learn(app)
    await expect(learn(app)).rejects.toMatchObject({ code: 'conflict' })
    await finished
    const foreign = { ...keyOf(app, learning.id), workspaceId: deps.newId() }
    await expect(loadLearning(deps.store.db, foreign)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('once a month it is done by itself where enough outcomes are in', async () => {
    const app = await createTestApp(await openTestStore())
    const deps: LearningDeps = app.deps
    const schedule = startLearningSchedule(deps)
    expect(await schedule.runOnce()).toBe(0)
    await addDecided(app, 84)
    expect(await schedule.runOnce()).toBe(1)
    expect(await schedule.runOnce()).toBe(0)
    app.clock.pass(31 * DAY)
    expect(await schedule.runOnce()).toBe(1)
    schedule.stop()
    const reports = await loadLearnings(deps.store.db, keyOf(app, ''))
    expect(reports.map(({ by, status }) => [by, status])).toEqual([
      ['schedule', 'done'],
      ['schedule', 'done'],
    ])
  })
})
