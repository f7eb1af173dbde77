import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { decideByCounters } from '../leads/assign-owner.ts'
import type { Release } from '../publishing/live.ts'
import type { Routed } from '../routing/route.ts'
import { routeLater, routeTo } from '../routing/route-later.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { dueAtOf } from './give-lead.ts'
import type { Target } from './hand-over-type.ts'
import { routingFacts } from './routing-facts.ts'

export interface Asked {
  readonly lead: LeadTable
  /** With the routing that is live. */
  readonly release: Release
  readonly target: Target
  /** Somebody must get it, whatever the first rule that holds says. */
  readonly mustSell: boolean
  readonly at: number
}

/** Who gets a stored lead, by rules or by name; by name it keeps its deadline. Null = the named person or team has nobody to give it to. */
export async function decideOwner(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'store'>,
  { lead, release, target, mustSell, at }: Asked,
): Promise<Routed | null> {
  const { present: routing } = release
  const workspaceId = lead.workspace_id
  if (target.kind === 'route') {
    const facts = await routingFacts(trx, { lead, release, at })
    const { without } = target
    const decide = (counters: Parameters<typeof routeLater>[0]['counters']) =>
      routeLater({ routing, facts, counters, at, mustSell, without })
    return await decideByCounters(trx, deps, { workspaceId, decide })
  }
  const assign = target.kind === 'team' ? { team: target.team } : { person: target.person }
  const { outcome } = lead
  const routed = await decideByCounters(trx, deps, {
    workspaceId,
    decide: counters => routeTo({ routing, counters, at, assign, outcome }),
  })
  if (!routed) return null
  const said = target.kind === 'person' ? target.said : undefined
  // What was promised to the visitor stands, whoever keeps it.
  const promised = { ...routed, dueAt: await dueAtOf(trx, lead) }
  return said === undefined ? promised : { ...promised, record: { ...promised.record, reason: said } }
}
