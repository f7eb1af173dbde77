import { expect, it, test } from 'vitest'
import { ApiError } from '#server/errors.ts'
import { undoVerdict } from '#server/leads/decide-lead.ts'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'
import { rescoreLead } from '#server/leads/rescore-lead.ts'
import { loadLeadLifecycle } from '#server/lifecycle/lead-lifecycle.ts'
import { type Move, moveLead } from '#server/lifecycle/move-lead.ts'
import { MOVES } from '#server/lifecycle/moves.ts'
import { loadOutcomes } from '#server/lifecycle/outcomes.ts'
import { saveSlots } from '#server/lifecycle/save-slots.ts'
import { STAGES, type Stage } from '#server/scoring/stage.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const MIRA = { id: 'user-mira', name: 'Mira Holm' }

/** 10 + 15 + 15 + 12 = 52 of fit, and a budget that is not set. */
const NO_BUDGET = { ...HOT_ANSWERS, q_budget: 'not_set' }

test('every stage has a way on and no way to itself', () => {
  for (const stage of STAGES) {
    expect(Object.keys(MOVES[stage]).length).toBeGreaterThan(0)
    expect(MOVES[stage][stage]).toBeUndefined()
  }
})

test('what goes back or out needs words', () => {
  const up: readonly Stage[] = ['lead', 'mql', 'sal', 'sql', 'opportunity', 'customer']
  for (const from of STAGES)
    for (const [to, needs] of Object.entries(MOVES[from])) {
      const back = up.indexOf(from) > up.indexOf(to as Stage) && up.includes(to as Stage)
      if (back || to === 'disqualified') expect([from, to, needs]).not.toEqual([from, to, 'nothing'])
    }
})

describeOnBoth('a lead moved by hand', openTestStore => {
  it('keeps every move in its log, with who moved it and why', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app)
    await move(app, lead, { to: 'sal' })
    await know(app, lead)
    await move(app, lead, { to: 'opportunity', amount: 8280, currency: 'USD' })
    await move(app, lead, { to: 'customer', amount: 8280, currency: 'USD' })

    expect(await logOf(app, lead)).toEqual([
      { from: 'mql', to: 'sal', by: 'Mira Holm', verdict: 'accepted' },
      { from: 'sal', to: 'sql', by: 'Mira Holm', reason: 'sales_checked', manual: true, outcome: expect.any(String) },
      { from: 'sql', to: 'opportunity', by: 'Mira Holm', manual: true, outcome: expect.any(String) },
      { from: 'opportunity', to: 'customer', by: 'Mira Holm', manual: true, outcome: expect.any(String) },
    ])
    const outcomes = await loadOutcomes(app.deps.store.db, app.workspaceId)
    expect(outcomes.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['sql', null],
      ['opportunity', 8280],
      ['won', 8280],
    ])
  })

  it('goes nowhere the table does not allow', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app)
    expect(await codeOf(move(app, lead, { to: 'customer' }))).toBe('stage_forbidden')
    expect(await codeOf(move(app, lead, { to: 'mql' }))).toBe('stage_forbidden')
    expect(await codeOf(move(app, lead, { to: 'hold' }))).toBe('invalid_body')
    expect(await codeOf(move(app, lead, { from: 'sal', to: 'sql' }))).toBe('conflict')
    expect(await codeOf(move(app, 'nobody', { to: 'sal' }))).toBe('not_found')
    expect(await stageOf(app, lead)).toBe('mql')
  })

  it('overrules what a rule disqualified, with a note, for this lead and these rules only', async () => {
    const app = await createTestApp(await openTestStore())
    const spy = { ...HOT_ANSWERS, q_email: 'spy@competitor.example' }
    const lead = await hotLead(app, spy)
    await startSession(app, { events: answered({ ...spy, q_email: 'other@competitor.example' }) })
    expect(await stageOf(app, lead)).toBe('disqualified')
    expect(await codeOf(move(app, lead, { to: 'mql' }))).toBe('invalid_body')

    await move(app, lead, { to: 'mql', note: 'They resell us' })

    const letIn = { stage: 'mql', temperature: 'hot', score: 72, disqualified_reason: null }
    expect(await rowOf(app, lead)).toMatchObject(letIn)
    const stages = await app.deps.store.db.selectFrom('leads').select('stage').orderBy('stage').execute()
    expect(stages.map(({ stage }) => stage)).toEqual(['disqualified', 'mql'])
    // Also when they come again.
    await startSession(app, { events: answered(spy) })
    expect(await rowOf(app, lead)).toMatchObject(letIn)

    await app.deps.store.write(async trx => {
      const key = { workspaceId: app.workspaceId, leadId: lead, at: app.clock.now() }
      await saveLeadFacts(trx, { ...key, source: 'crm', actor: 'crm', facts: { role: 'student' } })
      await rescoreLead(trx, app.deps, key)
    })
    expect(await rowOf(app, lead)).toMatchObject({
      stage: 'disqualified',
      disqualified_reason: 'Student or researcher',
    })
  })

  it('that overruled a rule can be undone: the rule counts again', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app, { ...HOT_ANSWERS, q_email: 'spy@competitor.example' })
    const before = await rowOf(app, lead)
    await move(app, lead, { to: 'sal', note: 'They resell us' })
    expect(await standing(app, lead)).toMatchObject({ stage: 'sal', verdict: 'accepted' })

    await undo(app, lead)

    expect(await rowOf(app, lead)).toMatchObject({
      stage: 'disqualified',
      score: before.score,
      disqualified_reason: before.disqualified_reason,
    })
    expect(await standing(app, lead)).toMatchObject({ verdict: null, stage_by: null })
  })

  it('comes back by an undo, with the outcome forgotten and the verdict before it standing', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app)
    await move(app, lead, { to: 'sal' })
    await know(app, lead)
    await move(app, lead, { to: 'opportunity', amount: 100, currency: 'EUR' })
    await move(app, lead, { to: 'recycled', reason: 'chose_other' })
    expect((await standing(app, lead)).verdict).toBeNull()

    await undo(app, lead)
    expect(await standing(app, lead)).toMatchObject({ stage: 'opportunity', verdict: 'accepted' })
    await undo(app, lead)
    expect(await standing(app, lead)).toMatchObject({ stage: 'sql', verdict: 'accepted' })
    expect((await loadOutcomes(app.deps.store.db, app.workspaceId)).map(({ kind }) => kind)).toEqual(['sql'])
    await undo(app, lead)
    await undo(app, lead)
    expect(await standing(app, lead)).toMatchObject({ stage: 'mql', verdict: null, stage_by: null })
    expect(await codeOf(undo(app, lead))).toBe('conflict')
  })

  it('is not raised again by the rules where a person put it', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app)
    await move(app, lead, { to: 'lead', note: 'Too early' })
    await startSession(app, { events: answered(HOT_ANSWERS) })
    expect(await stageOf(app, lead)).toBe('lead')
  })
})

describeOnBoth('what sales finds out', openTestStore => {
  it('gates SQL: nothing may be missing, nor be vague, and intent and means must be checked', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app, NO_BUDGET)
    await move(app, lead, { to: 'sal' })
    const refused = await move(app, lead, { to: 'sql' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ApiError)
    expect(refused).toMatchObject({
      code: 'sql_incomplete',
      options: { detail: 'Not known yet: Budget, Intent is real, Means are there.' },
    })

    await save(app, lead, { slots: { budget: 'b24k' } })
    await save(app, lead, { checks: { intent: true } })
    expect(await stageOf(app, lead)).toBe('sal')
    await save(app, lead, { checks: { means: true } })
    expect(await stageOf(app, lead)).toBe('sql')
  })

  it('re-scores at once, says who told it, and gives the visitor’s answer back when it is taken away', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app, NO_BUDGET)
    expect(await scoreOf(app, lead)).toBe(56)
    await save(app, lead, { slots: { budget: 'b24k' } })
    expect(await scoreOf(app, lead)).toBe(67)
    const filled = await budgetOf(app, lead)
    expect(filled).toMatchObject({ value: 'b24k', told: { source: 'sales' }, corrected: 'Not set yet', vague: false })

    await save(app, lead, { slots: { budget: null } })
    expect(await scoreOf(app, lead)).toBe(56)
    expect(await budgetOf(app, lead)).toMatchObject({ value: 'not_set', told: { source: 'visitor' }, vague: true })
  })

  it('is laid over what the visitor says later', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app, NO_BUDGET)
    await save(app, lead, { slots: { budget: 'b24k' } })
    await startSession(app, { events: answered({ ...HOT_ANSWERS, q_budget: 'under_3k' }) })
    expect(await budgetOf(app, lead)).toMatchObject({ value: 'b24k' })
    expect(await scoreOf(app, lead)).toBeGreaterThanOrEqual(67)
  })

  it('is refused where the question would not take it', async () => {
    const app = await createTestApp(await openTestStore())
    const lead = await hotLead(app)
    expect(await codeOf(save(app, lead, { slots: { budget: 'a million' } }))).toBe('invalid_body')
    expect(await codeOf(save(app, lead, { slots: { nothing: 'x' } }))).toBe('invalid_body')
  })
})

async function hotLead(app: TestApp, answers: Parameters<typeof answered>[0] = HOT_ANSWERS): Promise<string> {
  await startSession(app, { events: answered(answers) })
  return await anyLead(app)
}

async function anyLead({ deps }: TestApp): Promise<string> {
  const row = await deps.store.db.selectFrom('leads').select('id').executeTakeFirst()
  return row?.id ?? ''
}

/** All that SQL needs. */
async function know(app: TestApp, lead: string): Promise<void> {
  await save(app, lead, { checks: { intent: true, means: true } })
}

function move({ deps, workspaceId }: TestApp, leadId: string, wanted: Move): Promise<void> {
  return moveLead(deps, { workspaceId, leadId, actor: MIRA, move: wanted })
}

function undo({ deps, workspaceId }: TestApp, leadId: string): Promise<void> {
  return undoVerdict(deps, { workspaceId, leadId, actor: MIRA })
}

function save({ deps, workspaceId }: TestApp, leadId: string, changes: Parameters<typeof saveSlots>[1]['changes']) {
  return saveSlots(deps, { workspaceId, leadId, actor: MIRA, changes })
}

async function codeOf(doing: Promise<unknown>): Promise<string> {
  const error = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof ApiError ? error.code : 'done'
}

async function standing({ deps }: TestApp, id: string) {
  return await deps.store.db
    .withTables<{ leads: { verdict: string | null; stage_by: string | null } }>()
    .selectFrom('leads')
    .select(['stage', 'verdict', 'stage_by'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

async function stageOf(app: TestApp, id: string): Promise<Stage> {
  return (await standing(app, id)).stage
}

async function scoreOf({ deps }: TestApp, id: string): Promise<number> {
  const row = await deps.store.db.selectFrom('leads').select('score').where('id', '=', id).executeTakeFirstOrThrow()
  return row.score
}

async function budgetOf({ deps, workspaceId }: TestApp, leadId: string) {
  const lifecycle = await loadLeadLifecycle(deps.store.db, deps, { workspaceId, leadId })
  return lifecycle?.framework?.slots.find(slot => slot.id === 'budget')
}

async function logOf({ deps }: TestApp, leadId: string): Promise<unknown[]> {
  const rows = await deps.store.db
    .selectFrom('lead_events')
    .select('body_json')
    .where('lead_id', '=', leadId)
    .where('type', '=', 'stage_changed')
    .orderBy('id')
    .execute()
  return rows.map(row => JSON.parse(row.body_json))
}

async function rowOf({ deps }: TestApp, lead: string) {
  return await deps.store.db.selectFrom('leads').selectAll().where('id', '=', lead).executeTakeFirstOrThrow()
}
