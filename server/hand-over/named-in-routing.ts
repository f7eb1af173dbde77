import type { Kysely } from 'kysely'
import { loadLiveReleases } from '../nurture/load-named.ts'
import type { Database } from '../store/schema.ts'

export interface FlowName {
  readonly id: string
  readonly name: string
}

/** Flows whose live routing names somebody with this address. */
export async function namedInRouting(db: Kysely<Database>, workspaceId: string, email: string): Promise<FlowName[]> {
  const address = email.toLowerCase()
  const releases = await loadLiveReleases(db, workspaceId)
  return releases
    .filter(({ routing }) => routing.people.some(person => person.email.toLowerCase() === address))
    .map(({ flowId, flow }) => ({ id: flowId, name: flow.name }))
}
