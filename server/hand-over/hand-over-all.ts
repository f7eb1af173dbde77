import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { loadRelease } from '../publishing/live.ts'
import type { Person } from '../routing/routing-config.ts'
import { inPieces } from '../sessions/insert-all.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { type HandOverActor, SYSTEM, type Target } from './hand-over-type.ts'
import { withLiveRouting } from './live-release.ts'
import { queueHandOvers } from './queue-hand-over.ts'

export interface HandOverAll {
  readonly workspaceId: string
  /** Whose leads: the id of a person of a routing, or their e-mail address. */
  readonly from: { readonly person: string } | { readonly email: string }
  /** Who gets them: a person of the routing, or whoever the rules say, the one who has them left out. */
  readonly to: { readonly person: string } | 'route'
  readonly actor?: HandOverActor
  readonly at: number
}

/** Stages in which nobody has anything left to do with a lead. */
export const CLOSED_STAGES: readonly LeadTable['stage'][] = ['customer', 'disqualified']

/**
 * Queues all open leads of a person for somebody else, in the caller's unit; gives back how many. They follow after the commit,
 * one by one, by the rules where the routing of their flow does not know who is to have them. One for whom nobody else is found
 * stays where it is, so that none is left to nobody. `wakeDelivery` after the commit.
 */
export async function handOverAll(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'newId'>,
  { workspaceId, from, to, actor = SYSTEM, at }: HandOverAll,
): Promise<number> {
  const open = await trx
    .selectFrom('leads')
    .select(['id', 'owner_id', 'release_id'])
    .where('workspace_id', '=', workspaceId)
    .$if('person' in from, query => query.where('owner_id', '=', 'person' in from ? from.person : ''))
    .$if('email' in from, query =>
      query.where(eb => eb.fn<string>('lower', ['owner_email']), '=', 'email' in from ? from.email.toLowerCase() : ''),
    )
    .where('owner_id', 'is not', null)
    // Nobody works with somebody who took the consent back.
    .where('consent_json', 'is not', null)
    .where('stage', 'not in', [...CLOSED_STAGES])
    .orderBy('id')
    .execute()
  const leads = await withOthers(trx, workspaceId, open)
  for (const piece of inPieces(leads)) {
    const waiting = piece.map(({ id, owner_id }) => {
      const target: Target = to === 'route' ? { kind: 'route', without: owner_id ?? '' } : { kind: 'person', ...to }
      return { workspaceId, leadId: id, why: 'owner_left', target, fromOwner: owner_id, actor, at } as const
    })
    await queueHandOvers(trx, deps, waiting)
  }
  return leads.length
}

type OpenLead = Pick<LeadTable, 'id' | 'owner_id' | 'release_id'>

/** Those whose routing has anybody but their owner. */
async function withOthers(
  trx: Kysely<Database>,
  workspaceId: string,
  leads: readonly OpenLead[],
): Promise<readonly OpenLead[]> {
  const people = new Map<string, readonly Person[]>()
  for (const id of new Set(leads.map(({ release_id }) => release_id))) {
    const release = await loadRelease(trx, workspaceId, id)
    if (release) people.set(id, (await withLiveRouting(trx, release)).present.people)
  }
  return leads.filter(({ release_id, owner_id }) => people.get(release_id)?.some(({ id }) => id !== owner_id))
}
