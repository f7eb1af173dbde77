import type { Kysely } from 'kysely'
import { type Facts, factsRead } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import { isHeldBack } from '../leads/is-held-back.ts'
import type { Release } from '../publishing/live.ts'
import type { RoutingRecord } from '../routing/route.ts'
import type { Routing } from '../routing/routing-config.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { LaterDecisionColumns } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import { type HandOverWhy, SYSTEM } from './hand-over-type.ts'
import { withLiveRouting } from './live-release.ts'
import { queueHandOvers } from './queue-hand-over.ts'

interface Rescored {
  readonly before: LeadTable
  readonly after: LeadTable
  /** As scored. */
  readonly facts: Facts
  readonly release: Release
  readonly at: number
}

/**
 * Queues a lead that nobody owns and that became sales' business by what came after its conversation, in the unit that scores it
 * anew; gives back why, or null.
 */
export async function queueIfDue(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'newId'>,
  rescored: Rescored,
): Promise<HandOverWhy | null> {
  const { after, at } = rescored
  if (after.owner_id !== null || after.consent_json === null) return null
  const why = turnOf(rescored) ?? ((await isOverlooked(trx, rescored)) ? 'priority' : null)
  // Nobody would be given it, and each new score would queue it again.
  if (why === null || (await isHeldBack(trx, after))) return null
  if (await isWaiting(trx, after, why)) return why
  const lead = { workspaceId: after.workspace_id, leadId: after.id }
  await queueHandOvers(trx, deps, [{ ...lead, why, target: { kind: 'route' }, fromOwner: null, actor: SYSTEM, at }])
  return why
}

/** Whether it waits for the same reason already. The lead is locked: nobody queues it meanwhile. */
async function isWaiting(trx: Kysely<Database>, lead: LeadTable, why: HandOverWhy): Promise<boolean> {
  const waiting = await trx
    .selectFrom('lead_hand_overs')
    .select('id')
    .where('workspace_id', '=', lead.workspace_id)
    .where('lead_id', '=', lead.id)
    .where('why', '=', why)
    .limit(1)
    .executeTakeFirst()
  return waiting !== undefined
}

/** Stages in which somebody may work with a lead that turns hot; marketing keeps what it has again. */
const OPEN: ReadonlySet<LeadTable['stage']> = new Set(['lead', 'mql', 'sal', 'sql', 'opportunity'])

function turnOf({ before, after }: Pick<Rescored, 'before' | 'after'>): 'sal' | 'hot' | null {
  if (after.stage === 'sal' && before.stage !== 'sal') return 'sal'
  return after.temperature === 'hot' && before.temperature !== 'hot' && OPEN.has(after.stage) ? 'hot' : null
}

/** On the priority list, which the routing asks for, and no decision on the lead has known that yet. */
async function isOverlooked(trx: Kysely<Database>, { after, facts, release }: Rescored): Promise<boolean> {
  if (facts[PRIORITY] !== true || !OPEN.has(after.stage)) return false
  const { routing } = await withLiveRouting(trx, release)
  if (!asksFor(routing)) return false
  const decisions = await trx
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .selectFrom('routing_decisions')
    .select(['why', 'record_json'])
    .where('workspace_id', '=', after.workspace_id)
    .where('lead_id', '=', after.id)
    .orderBy('id', 'desc')
    .limit(LOOKED_AT)
    .execute()
  return !decisions.some(({ why, record_json }) => why === 'priority' || knew(record_json))
}

const PRIORITY = 'account.priority'
const LOOKED_AT = 20

const asking = new WeakMap<Routing, boolean>()

/** A routing is read for every lead and never changes. */
function asksFor(routing: Routing): boolean {
  const known = asking.get(routing) ?? routing.rules.some(({ when }) => factsRead(when).includes(PRIORITY))
  asking.set(routing, known)
  return known
}

function knew(recordJson: string): boolean {
  const record = JSON.parse(recordJson) as RoutingRecord // of our own writing
  return record.rules.some(({ reads }) => reads[PRIORITY] === true)
}
