import { expect, it } from 'vitest'
import { loadStageActs } from '#server/leads/stage-acts.ts'
import { writeMove } from '#server/lifecycle/stage-history.ts'
import type { Store } from '#server/store/open-store.ts'
import { addLead } from '#tests/studio-api/leads.ts'
import { setUpStudio } from '#tests/studio-api/setup.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('stages a lead was moved to', openTestStore => {
  it('are acts, but for what was taken back and what the score itself brought', async () => {
    const { deps, workspaceId, leadId, write } = await setUp(await openTestStore())
    await write({ type: 'stage_changed', body: { from: 'lead', to: 'mql' } })
    await write({ type: 'accepted', body: { from: 'mql', to: 'sal' } })
    await write({ type: 'stage_changed', body: { from: 'sal', to: 'sql', manual: true } })
    await write({ type: 'undone', body: { from: 'sql', to: 'sal' } })
    await write({ type: 'stage_changed', body: { from: 'sal', to: 'opportunity', outcome: 'o1' } })

    const acts = await loadStageActs(deps.store.db, { workspaceId, leadId })
    expect(acts.map(({ type, properties }) => [type, properties?.stage])).toEqual([
      ['stage_reached', 'sal'],
      ['stage_reached', 'opportunity'],
    ])
    expect(await loadStageActs(deps.store.db, { workspaceId: 'other', leadId })).toEqual([])

    const toldOfAnother = { from: 'opportunity', to: 'sal', undone: true, outcome: 'o1' } as const
    await write({ type: 'stage_changed', body: toldOfAnother })
    const left = await loadStageActs(deps.store.db, { workspaceId, leadId })
    expect(left.map(({ properties }) => properties?.stage)).toEqual(['sal'])
  })

  it('are none when they lead back or out, nor when they come back to where the lead stood', async () => {
    const { deps, workspaceId, leadId, write } = await setUp(await openTestStore())
    await write({ type: 'stage_changed', body: { from: 'lead', to: 'mql' } })
    await write({ type: 'rejected', body: { from: 'mql', to: 'hold' } })
    await write({ type: 'stage_changed', body: { from: 'hold', to: 'mql', manual: true } })
    await write({ type: 'stage_changed', body: { from: 'mql', to: 'lead', manual: true } })
    await write({ type: 'rejected', body: { from: 'lead', to: 'disqualified' } })
    await write({ type: 'undone', body: { from: 'disqualified', to: 'lead' } })
    await write({ type: 'stage_changed', body: { from: 'lead', to: 'recycled', outcome: 'o1' } })
    expect(await loadStageActs(deps.store.db, { workspaceId, leadId })).toEqual([])

    await write({ type: 'accepted', body: { from: 'recycled', to: 'sal' } })
    const acts = await loadStageActs(deps.store.db, { workspaceId, leadId })
    expect(acts.map(({ properties }) => properties?.stage)).toEqual(['sal'])
  })
})

/** A lead, and what writes its moves a second apart. */
async function setUp(store: Store) {
  const { deps, workspaceId, pass } = await setUpStudio(store)
  const leadId = await addLead(deps, { workspace_id: workspaceId })
  const subject = { workspaceId, leadId, actor: { id: 'u1', name: 'Ada Holm' } }
  const write = (event: Parameters<typeof writeMove>[3]) => {
    pass(1_000)
    return deps.store.write(trx => writeMove(trx, deps, subject, event))
  }
  return { deps, workspaceId, leadId, write }
}
