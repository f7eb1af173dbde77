import { expect, test } from 'vitest'
import type { Board, LeadDetail, LifecycleSettings } from '#server/http/api-type.ts'
import type { SessionTable } from '#server/store/session-tables.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead, publishFlow } from '../studio-api/leads.ts'
import { type Client, codeOf, type Studio, setUpStudio } from '../studio-api/setup.ts'

const HOUR = 3_600_000

describeOnBoth('the board', openTestStore => {
  test('counts each stage, says for how long half of it has stood there, and whose owner is late', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const { deps, workspaceId: workspace_id } = studio
    const at = (hours: number) => ({ workspace_id, created_at: deps.now() - hours * HOUR })
    const late = await addLead(deps, { ...at(5), stage: 'mql', owner_id: 'mira', owner_name: 'Mira Holm' })
    await addLead(deps, { ...at(3), stage: 'mql' })
    await addLead(deps, { ...at(1), stage: 'mql' })
    await addLead(deps, { ...at(9), stage: 'customer' })
    await addLead(deps, { workspace_id: await studio.otherWorkspace(), stage: 'mql' })
    await owe(studio, late, deps.now() - HOUR)

    const board = await boardOf(client)
    expect(board.columns.map(({ stage, count }) => `${stage} ${count}`)).toEqual([
      'lead 0',
      'mql 3',
      'sal 0',
      'sql 0',
      'opportunity 0',
      'customer 1',
      'hold 0',
      'recycled 0',
      'disqualified 0',
    ])
    expect(board.columns[1]).toMatchObject({ medianMs: 3 * HOUR, overdue: 1 })
    expect(board.columns[0]).toMatchObject({ medianMs: null, overdue: 0, leads: [] })
    const [mira] = (await boardOf(client, '?owner=mira')).columns[1]?.leads ?? []
    expect(mira).toMatchObject({ id: late, dueAt: deps.now() - HOUR, owner: { name: 'Mira Holm' } })
    expect((await boardOf(client, '?stage=customer')).columns).toHaveLength(1)
  })

  test('counts visitors of the last thirty days who began and left no address, each once', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const { deps, workspaceId } = studio
    const { flowId, releaseId } = await publishFlow(deps, workspaceId)
    const begin = (visitor: string, change: Partial<SessionTable> = {}) =>
      addSession(studio, { flow_id: flowId, release_id: releaseId, visitor_id: visitor, ...change })
    await begin('returns')
    await begin('returns')
    await begin('once')
    await begin('became a lead')
    await begin('became a lead', { lead_id: 'lead' })
    await begin('robot', { quarantine: 'robot' })
    await begin('long ago', { created_at: deps.now() - 31 * 24 * HOUR })

    expect((await boardOf(client)).visitors).toEqual({ count: 2, days: 30 })
    expect((await boardOf(client, '?owner=none')).visitors).toBeNull()
    expect((await boardOf(client, '?flow=other')).visitors).toEqual({ count: 0, days: 30 })
  })

  test('a move begins the time in the stage, needs what the table says, and tells a stale board', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    await publishFlow(studio.deps, studio.workspaceId)
    const id = await addLead(studio.deps, { workspace_id: studio.workspaceId })
    const move = (body: object) => client.post(`/leads/${id}/move`, body)
    studio.pass(2 * HOUR)

    for (const [body, status, code] of [
      [{ to: 'customer' }, 409, 'stage_forbidden'],
      [{ to: 'hold' }, 422, 'invalid_body'],
      [{ from: 'sal', to: 'sql' }, 409, 'conflict'],
      [{ to: 'nowhere' }, 422, 'invalid_body'],
    ] as const) {
      const refused = await move(body)
      expect([body, refused.status, await codeOf(refused)]).toEqual([body, status, code])
    }
    expect(await (await move({ from: 'mql', to: 'sal' })).json()).toMatchObject({ stage: 'sal', waiting: false })
    const incomplete = await move({ to: 'sql' })
    expect(incomplete.status).toBe(409)
    expect(await incomplete.json()).toMatchObject({
      code: 'sql_incomplete',
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/slots/budget' })]),
    })
    const card = (await (await client.get(`/leads/${id}`)).json()) as LeadDetail
    expect(card.lifecycle).toMatchObject({ since: studio.deps.now(), undoable: true })
    expect(Object.keys(card.lifecycle.moves)).toContain('sql')
  })
})

describeOnBoth('the rules of the lifecycle', openTestStore => {
  test('are versions: a save names the one before it, and holds at once', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [client, sales] = [await studio.member('marketer'), await studio.member('sales')]
    await publishFlow(studio.deps, studio.workspaceId)
    const id = await addLead(studio.deps, { workspace_id: studio.workspaceId, stage: 'sal' })
    const before = (await (await client.get('/lifecycle')).json()) as LifecycleSettings
    expect(before).toMatchObject({ version: 0, by: null, rules: { framework: 'bant' } })
    expect(before.frameworks.map(one => one.id)).toEqual(['bant', 'champ', 'anum', 'gpctba_ci', 'own'])

    const rules = {
      ...before.rules,
      framework: 'own',
      slots: [],
      sql: { intent: false, means: false, automatic: false },
    }
    expect(await (await client.put('/lifecycle', { version: 0, rules })).json()).toMatchObject({ version: 1 })
    expect(await codeOf(await client.put('/lifecycle', { version: 0, rules }))).toBe('draft_changed')
    expect(await codeOf(await client.put('/lifecycle', { version: 5, rules }))).toBe('draft_changed')
    expect((await sales.post(`/leads/${id}/move`, { to: 'sql' })).status).toBe(200)
    const twice = { ...rules, slots: [SLOT, SLOT] }
    expect(await codeOf(await client.put('/lifecycle', { version: 1, rules: twice }))).toBe('invalid_body')
  })
})

const SLOT = { id: 'pain', label: 'Pain', ask: '', required: true, facts: [] }

async function boardOf(client: Client, query = ''): Promise<Board> {
  return (await (await client.get(`/board${query}`)).json()) as Board
}

/** A decision that says by when the owner has to answer. */
async function owe({ deps, workspaceId }: Studio, lead: string, dueAt: number): Promise<void> {
  const row = {
    workspace_id: workspaceId,
    lead_id: lead,
    id: deps.newId(),
    session_id: 's',
    after_seq: 1,
    step: 'route',
  }
  const routed = { outcome: 'sales', rule_id: 'hot', owner_id: 'mira', team_id: null, due_at: dueAt }
  await deps.store.write(trx =>
    trx
      .insertInto('routing_decisions')
      .values({ ...row, ...routed, record_json: '{}', routing_revision: 'r', at: deps.now() })
      .execute(),
  )
}

/** A conversation that somebody began. */
async function addSession({ deps, workspaceId }: Studio, session: Partial<SessionTable>): Promise<void> {
  const id = deps.newId()
  const row: SessionTable = {
    ...{ workspace_id: workspaceId, id, site_id: 'main', flow_id: 'pricing', release_id: 'none', visitor_id: id },
    ...{ token_hash: id, idempotency_key: id, request_hash: id, status: 'open', quarantine: null, context_json: '{}' },
    ...{ last_seq: 0, step: '', lead_id: null, partial_at: null, started: 1, completed: 0, qualified: 0 },
    ...{ created_at: deps.now(), updated_at: deps.now(), ...session },
  }
  await deps.store.write(trx => trx.insertInto('sessions').values(row).execute())
}
