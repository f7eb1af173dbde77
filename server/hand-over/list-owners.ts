import type { Kysely } from 'kysely'
import { loadRelease } from '../publishing/live.ts'
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

/** People of all routings that are live, by id. */
export async function livePeople(db: Kysely<Database>, workspaceId: string): Promise<ReadonlyMap<string, Person>> {
  const flows = await db
    .selectFrom('flows')
    .select('live_release_id')
    .where('workspace_id', '=', workspaceId)
    .where('live_release_id', 'is not', null)
    .execute()
  const people = new Map<string, Person>()
  for (const { live_release_id } of flows) {
    const release = live_release_id === null ? null : await loadRelease(db, workspaceId, live_release_id)
    for (const person of release?.routing.people ?? []) people.set(person.id, person)
  }
  return people
}
