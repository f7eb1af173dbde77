import type { Flow } from '#flows/flow.ts'
import { publish } from '#server/publishing/publish.ts'
import { type TestApp, templateFlow } from '#tests/support/app.ts'

/** The pricing flow, asking for name, address and consent before anything else. */
export function contactFirst(): Flow {
  const flow = templateFlow('pricing')
  const isContact = (id: string) => ['q_name', 'q_email', 'q_contact'].includes(id)
  const steps = flow.steps
    .filter(({ id }) => !isContact(id))
    .map(step => ('to' in step && step.to === 'q_name' ? { ...step, to: 'route' } : step))
  const contact = flow.steps.filter(({ id }) => isContact(id))
  return { ...flow, steps: [...contact, ...steps] }
}

/** Publishes a flow in the place of the test app's. */
export async function publishFlow(test: TestApp, flow: Flow): Promise<TestApp> {
  const { db } = test.deps.store
  await db
    .updateTable('flows')
    .set({ draft_flow_json: JSON.stringify({ ...flow, id: test.flowId }) })
    .where('workspace_id', '=', test.workspaceId)
    .execute()
  const { draft_version: version } = await db
    .selectFrom('flows')
    .select('draft_version')
    .where('workspace_id', '=', test.workspaceId)
    .executeTakeFirstOrThrow()
  const { workspaceId, flowId } = test
  return { ...test, release: await publish(test.deps, { workspaceId, flowId, version, by: 'system' }) }
}
