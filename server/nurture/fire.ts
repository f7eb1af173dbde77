import type { Kysely } from 'kysely'
import { type Facts, holds } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { AutomationSpec } from './automation-spec.ts'
import type { TriggerSeen } from './see-trigger.ts'

/** Why an automation that was set off did nothing, as a stable slug. */
export type NotFired = 'already_fired' | 'and_not_met' | 'unless_met' | 'loop'

/** An automation that is on. */
export interface LiveAutomation {
  readonly id: string
  readonly spec: AutomationSpec
}

interface Occasion {
  readonly automation: LiveAutomation
  readonly lead: LeadTable
  readonly facts: Facts
  readonly seen: TriggerSeen
  /** Names the occasion: the same one twice is logged once. */
  readonly occasion: string
  readonly depth: number
  readonly at: number
}

/** Automations in a row that one change may set off: more is a loop. */
export const MOST_IN_A_ROW = 5
const DAY_MS = 86_400_000

/**
 * Lets an automation act on a lead, or writes down why not. Its actions are queued as steps in the same unit. A key that is
 * unique within the automation makes it fire once, whoever else looks at the same moment.
 */
export async function fire(trx: Kysely<Database>, deps: Pick<Deps, 'newId'>, occasion: Occasion): Promise<boolean> {
  const { automation, lead, seen, depth, at } = occasion
  const last = await lastFired(trx, automation.id, lead)
  const reason = whyNot(occasion, last?.at ?? null)
  const run = {
    workspace_id: lead.workspace_id,
    id: deps.newId(),
    automation_id: automation.id,
    lead_id: lead.id,
    once_key: reason ? `${lead.id}#${occasion.occasion}` : last ? `${lead.id}:${last.id}` : lead.id,
    fired: reason ? 0 : 1,
    reason,
    seen_json: JSON.stringify(seen),
    depth,
    at,
  }
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('automation_runs')
    .values(run)
    .onConflict(conflict => conflict.columns(['workspace_id', 'automation_id', 'once_key']).doNothing())
    .executeTakeFirstOrThrow()
  if (reason !== null || (numInsertedOrUpdatedRows ?? 0n) === 0n) return false
  await trx
    .insertInto('automation_steps')
    .values(
      automation.spec.actions.map((action, number) => ({
        workspace_id: lead.workspace_id,
        run_id: run.id,
        number,
        automation_id: automation.id,
        lead_id: lead.id,
        kind: action.kind,
        action_json: JSON.stringify(action),
        status: 'pending' as const,
        reason: null,
        detail_json: '{}',
        attempts: 0,
        next_at: at,
        leased_until: 0,
        created_at: at,
        done_at: null,
      })),
    )
    .execute()
  return true
}

/** Null = it fires. Pure but for what it is given. */
export function whyNot(
  {
    automation: { spec },
    facts,
    depth,
    at,
  }: Pick<Occasion, 'facts' | 'depth' | 'at'> & {
    readonly automation: { readonly spec: AutomationSpec }
  },
  lastFiredAt: number | null,
): NotFired | null {
  if (lastFiredAt !== null && isTooEarly(spec, { firedAt: lastFiredAt, at })) return 'already_fired'
  if (depth >= MOST_IN_A_ROW) return 'loop'
  if (spec.and && !holds(spec.and, facts)) return 'and_not_met'
  if (spec.unless && holds(spec.unless, facts)) return 'unless_met'
  return null
}

/** Whether one that fired for a lead may not fire again yet. */
export function isTooEarly(
  { againAfterDays }: Pick<AutomationSpec, 'againAfterDays'>,
  { firedAt, at }: { readonly firedAt: number; readonly at: number },
): boolean {
  return againAfterDays === null || at - firedAt < againAfterDays * DAY_MS
}

/** When it fired for this lead last. */
export function lastFired(trx: Kysely<Database>, automationId: string, lead: LeadTable) {
  return trx
    .selectFrom('automation_runs')
    .select(['id', 'at'])
    .where('workspace_id', '=', lead.workspace_id)
    .where('lead_id', '=', lead.id)
    .where('automation_id', '=', automationId)
    .where('fired', '=', 1)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
