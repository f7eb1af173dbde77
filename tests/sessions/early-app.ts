import type { Flow } from '#flows/flow.ts'
import { publish } from '#server/publishing/publish.ts'
import { bant } from '#server/scoring/presets/bant.ts'
import type { Store } from '#server/store/open-store.ts'
import { createTestApp, templateFlow } from '#tests/support/app.ts'

/** Who the visitor is, in answers. */
export const CONTACT = { q_name: 'Ida Falk', q_email: 'ida@nordvik-cold.example', q_contact: true } as const

/** The pricing template stopping early, with a model that makes hot early: an executive of a middle-sized company stays it, whatever follows. */
export async function createEarlyApp(store: Store, order: 'contact first' | 'contact last') {
  const app = await createTestApp(store)
  const template = templateFlow('pricing')
  const isContact = ({ id }: { id: string }) => Object.hasOwn(CONTACT, id)
  // What led on to the first question about the visitor leads on to the decision.
  const others = template.steps
    .filter(step => !isContact(step))
    .map(step => ('to' in step && step.to === 'q_name' ? { ...step, to: 'route' } : step))
  const first = [...template.steps.filter(isContact), ...others]
  const flow: Flow = { ...template, stopEarly: true, ...(order === 'contact first' ? { steps: first } : {}) }
  const disqualify = bant.disqualify.filter(({ id }) => id !== 'competitor')
  const model = { ...bant, disqualify, thresholds: { hot: { score: 15, fit: 15 }, cold: { below: 5 } } }
  const { deps, workspaceId, flowId } = app
  await deps.store.write(trx =>
    trx
      .updateTable('flows')
      .set({ draft_flow_json: JSON.stringify(flow), draft_model_json: JSON.stringify(model) })
      .where('workspace_id', '=', workspaceId)
      .execute(),
  )
  const { draft_version: version } = await deps.store.db
    .selectFrom('flows')
    .select('draft_version')
    .executeTakeFirstOrThrow()
  const release = await publish(deps, { workspaceId, flowId, version, by: 'system' })
  return { ...app, release }
}
