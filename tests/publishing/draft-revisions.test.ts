import { expect, it } from 'vitest'
import { saveModelSettings } from '#server/models/model-settings.ts'
import { loadModelsOverview } from '#server/models/models-overview.ts'
import { startTrial } from '#server/models/trials.ts'
import { isChanged } from '#server/publishing/flow-detail.ts'
import { draftOf, loadFlowRow } from '#server/publishing/flow-row.ts'
import { invalidateLive } from '#server/publishing/live.ts'
import { publish } from '#server/publishing/publish.ts'
import { revisionId } from '#server/publishing/revision-id.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

/** What is live and the draft are as an earlier version stored them: conditions in the words of whoever typed them. */
async function asEarlier({ deps, workspaceId, flowId }: TestApp): Promise<string> {
  const row = await loadFlowRow(deps.store.db, { workspaceId, flowId })
  const stored = JSON.parse(row.draft_model_json) as ScoreModel
  const model = { ...stored, disqualify: [{ reason: 'Sells software', when: SOFTWARE, id: 'software' }] }
  const id = revisionId(model)
  const body_json = JSON.stringify(model)
  await deps.store.write(async trx => {
    await trx
      .insertInto('revisions')
      .values({ workspace_id: workspaceId, id, kind: 'model', body_json, created_at: 0 })
      .execute()
    await trx.updateTable('releases').set({ model_revision: id }).where('workspace_id', '=', workspaceId).execute()
    await trx.updateTable('flows').set({ draft_model_json: body_json }).where('id', '=', flowId).execute()
  })
  invalidateLive(workspaceId)
  return id
}

const SOFTWARE = { fact: 'company.industry', is: 'Software' }

describeOnBoth('a model that an earlier version published', openTestStore => {
  it('is not changed, and another wording beside it takes no signatures and ends no trial', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, flowId } = test
    const key = { workspaceId, flowId }
    const id = await asEarlier(test)
    const row = await loadFlowRow(deps.store.db, key)
    const draft = draftOf(row)
    expect(JSON.stringify(draft.model)).toContain('"is":"technology"')

    expect(await isChanged(deps.store.db, row)).toBe(false)
    const overview = await loadModelsOverview(deps.store.db, { ...key, now: test.clock.now() })
    expect(overview.draft).toMatchObject({ revision: id, changed: false, changes: [] })

    const candidate = { kind: 'preset', preset: 'hundred' } as const
    await startTrial(deps, { ...key, mode: 'shadow', share: 0, candidate, by: 'Mara Lind' })
    await saveModelSettings(deps, workspaceId, { signOff: true, reviewDays: 0 })
    const flow = { ...draft.flow, name: 'Another name' }
    const saved = await saveDraft(deps, { ...key, version: row.draft_version, draft: { ...draft, flow } })
    const release = await publish(deps, { ...key, version: saved.version, by: 'system' })

    expect(release.modelRevision).toBe(id)
    const trials = await deps.store.db.selectFrom('model_trials').select('ended_at').execute()
    expect(trials).toEqual([{ ended_at: null }])
  })
})
