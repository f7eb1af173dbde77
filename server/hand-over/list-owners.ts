import type { Kysely } from 'kysely'
import { loadLiveReleases } from '../nurture/load-named.ts'
import type { Person } from '../routing/routing-config.ts'
import type { Database } from '../store/schema.ts'
import { CLOSED_STAGES } from './hand-over-all.ts'

export interface OwnerStanding {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly open: number
  readonly takesLeads: boolean
}

/** Everybody of the routings that are live, and whoever else has open leads; by name. */
export async function listOwners(db: Kysely<Database>, workspaceId: string): Promise<OwnerStanding[]> {
  const people = await livePeople(db, workspaceId)
  const open = await db
    .selectFrom('leads')
    .select(['owner_id', eb => eb.fn.max('owner_name').as('name'), eb => eb.fn.max('owner_email').as('email')])
    .select(eb => eb.fn.countAll().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('owner_id', 'is not', null)
    .where('stage', 'not in', [...CLOSED_STAGES])
    .groupBy('owner_id')
    .execute()
  const owners = new Map(
    [...people.values()].map(({ id, name, email }) => [id, { id, name, email, open: 0, takesLeads: true }]),
  )
  for (const { owner_id: id, name, email, count } of open) {
    if (id === null) continue
    const known = owners.get(id) ?? { id, name: name ?? id, email: email ?? '', open: 0, takesLeads: false }
    owners.set(id, { ...known, open: Number(count) })
  }
  return [...owners.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** People of all routings that are live and of the workspace, by id. */
export async function livePeople(db: Kysely<Database>, workspaceId: string): Promise<ReadonlyMap<string, Person>> {
  const releases = await loadLiveReleases(db, workspaceId)
  return new Map(releases.flatMap(({ present }) => present.people.map(person => [person.id, person])))
}
