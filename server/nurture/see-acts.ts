import type { Kysely } from 'kysely'
import { loadBehavior } from '../leads/lead-behavior.ts'
import { loadLeadSessions } from '../leads/load-visits.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { type EventFilter, fits } from '../scoring/rules/event-filter.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { TriggerSeen } from './see-trigger.ts'

/** What was told later than this after it happened is history: it adds to the score and sets nothing off. */
const LATEST_MS = 2 * 86_400_000
/** Acts of one automation that are looked at for one change, the newest ones. */
const MOST = 20
/** Ids of acts that a file brought in: somebody's past, however young. */
const IMPORTED = 'activity:import:'

/** What a lead did lately, oldest first, acts of machines left out. */
export async function loadRecentActs(db: Kysely<Database>, lead: LeadTable, at: number): Promise<BehaviorFact[]> {
  const { workspace_id: workspaceId, id: leadId, email } = lead
  const sessions = await loadLeadSessions(db, workspaceId, leadId)
  const visitorIds = [...new Set([lead.visitor_id, ...sessions.map(({ visitorId }) => visitorId)])]
  const acts = await loadBehavior(db, { workspaceId, leadId, email, visitorIds })
  return acts
    .filter(act => act.at > at - LATEST_MS && !act.id.startsWith(IMPORTED))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

interface Look {
  readonly automationId: string
  readonly lead: Pick<LeadTable, 'workspace_id' | 'id'>
  readonly filter: EventFilter
  /** Neither what was done before the automation was switched on, nor before it fired last. */
  readonly after: number
}

/** Those of these acts that an automation waits for and has not looked at yet. */
export async function findNewActs(
  db: Kysely<Database>,
  acts: readonly BehaviorFact[],
  { automationId, lead, filter, after }: Look,
): Promise<BehaviorFact[]> {
  const wanted = acts.filter(act => act.at > after && fits(filter, act)).slice(-MOST)
  if (wanted.length === 0) return []
  const keyOf = (act: BehaviorFact) => `${lead.id}#${occasionOf(act)}`
  const looked = await db
    .selectFrom('automation_runs')
    .select('once_key')
    .where('workspace_id', '=', lead.workspace_id)
    .where('automation_id', '=', automationId)
    .where('once_key', 'in', wanted.map(keyOf))
    .execute()
  const known = new Set(looked.map(({ once_key }) => once_key))
  return wanted.filter(act => !known.has(keyOf(act)))
}

/** Names an act among the occasions of an automation. */
export function occasionOf({ id }: BehaviorFact): string {
  return `act:${id}`
}

/** An act for the log. */
export function seenAct(act: BehaviorFact): TriggerSeen {
  const { id, type, path, name, file, title, at } = act
  return { kind: 'act', act: id, type, about: title ?? file ?? name ?? (path || null), happenedAt: at }
}
