import type { Kysely } from 'kysely'
import { type Condition, holds } from '#flows/condition.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { AutomationSpec, Trigger } from './automation-spec.ts'
import { loadFactsOf } from './condition-facts.ts'
import type { TriggerSeen } from './see-trigger.ts'
import { lastActedAtOf } from './sweep-time.ts'
import { stateOf } from './trigger-state.ts'

interface Asked {
  readonly automation: { readonly spec: AutomationSpec }
  readonly lead: LeadTable
  readonly seen: TriggerSeen
  readonly now: number
}

/**
 * Whether somebody is still where an automation found them: in the state that set it off, its condition met and its exception
 * not. Null, or why not as a slug. What happened once (an act, leaving something) stays true.
 */
export async function stillHolds(
  db: Kysely<Database>,
  { automation: { spec }, lead, seen, now }: Asked,
): Promise<'left_condition' | 'and_not_met' | 'unless_met' | null> {
  const facts = await loadFactsOf(db, lead, now)
  if (spec.and && !holds(spec.and, facts)) return 'and_not_met'
  if (spec.unless && holds(spec.unless, facts)) return 'unless_met'
  // Redrawn meanwhile: what set it off then is no trigger of now.
  if (spec.when.kind !== seen.kind) return null
  if (seen.kind === 'idle') return (await lastActedAtOf(db, lead)) > seen.since ? 'left_condition' : null
  const state = await stateOr(db, lead.workspace_id, spec.when)
  return state && !holds(state, facts) ? 'left_condition' : null
}

async function stateOr(db: Kysely<Database>, workspaceId: string, when: Trigger): Promise<Condition | null> {
  if (when.kind === 'days_in_stage') return { fact: 'stage', is: when.stage }
  return await stateOf(db, workspaceId, when)
}
