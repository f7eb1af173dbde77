import type { Kysely } from 'kysely'
import { holds } from '#flows/condition.ts'
import { conditionSchema } from '#flows/condition-schema.ts'
import { removeWaiting, takeDue, type Waiting } from '../background/take-due.ts'
import type { Deps } from '../deps.ts'
import { isHeldBack } from '../leads/is-held-back.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { scoredWith } from '../models/judged-by.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import type { EventFilter } from '../scoring/rules/event-filter.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { LeadChangeTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import { readSpec, type Trigger } from './automation-spec.ts'
import { loadFactsOf } from './condition-facts.ts'
import { fire, isTooEarly, type LiveAutomation, lastFired } from './fire.ts'
import { readMark } from './note-change.ts'
import { findNewActs, loadRecentActs, occasionOf, seenAct } from './see-acts.ts'
import { seeTrigger, type TriggerSeen } from './see-trigger.ts'

type TakeDeps = Pick<Deps, 'store' | 'log' | 'now' | 'newId'>

/** Lets the automations look at what changed; resolves with how many changes were looked at. */
export async function takeChanges(deps: TakeDeps, stopping: () => boolean): Promise<number> {
  const take = (row: Waiting) => takeOne(deps, row)
  const trouble = 'automations could not look at a change'
  return await takeDue(deps, { table: 'lead_changes', take, name: 'change', trouble }, stopping)
}

async function takeOne(deps: TakeDeps, row: Waiting): Promise<void> {
  await deps.store.write(async trx => {
    const change = await lockChange(trx, row)
    if (!change) return
    await lookAt(trx, deps, change)
    await removeWaiting(trx, 'lead_changes', row)
  })
}

/** Two servers never look at the same change. */
async function lockChange(trx: Kysely<Database>, { workspace_id, id }: Waiting): Promise<LeadChangeTable | undefined> {
  const query = trx.selectFrom('lead_changes').selectAll().where('workspace_id', '=', workspace_id).where('id', '=', id)
  return await (isPostgres(trx) ? query.forUpdate().skipLocked() : query).executeTakeFirst()
}

async function lookAt(trx: Kysely<Database>, deps: TakeDeps, change: LeadChangeTable): Promise<void> {
  const { workspace_id: workspaceId, lead_id } = change
  const lead = await lockLead(trx, { workspaceId, id: lead_id })
  // Merged into another one or erased meanwhile, or a robot's: nobody acts on it.
  if (!lead || (await isHeldBack(trx, lead))) return
  const at = deps.now()
  const facts = await loadFactsOf(trx, lead, at)
  const moves = await moveBetweenSegments(trx, lead, (condition: string) => holdsIn(condition, facts), at)
  const before = change.before_json === null ? null : readMark(change.before_json)
  const after = readMark(change.after_json)
  const model = (await scoredWith(trx, lead))?.model ?? null
  let acts: readonly BehaviorFact[] | undefined
  for (const automation of await loadAutomations(trx, workspaceId)) {
    const { when } = automation.spec
    const looked = { automation, lead, facts, depth: change.depth, at }
    if (when.kind === 'act') {
      acts ??= await loadRecentActs(trx, lead, at)
      await lookAtActs(trx, deps, { ...looked, automation, act: when.act, acts })
      continue
    }
    const seen = when.kind === 'segment' ? seeMove(when, moves) : seeTrigger(when, { before, after, model })
    if (seen) await fire(trx, deps, { ...looked, seen, occasion: change.id })
  }
}

interface ActsLooked extends Omit<Parameters<typeof fire>[2], 'seen' | 'occasion'> {
  readonly automation: WaitingAutomation
  readonly act: EventFilter
  readonly acts: readonly BehaviorFact[]
}

/** Each act is one occasion. While it may not fire again, acts are no news: they are not written down one by one. */
async function lookAtActs(trx: Kysely<Database>, deps: TakeDeps, { act, acts, ...looked }: ActsLooked): Promise<void> {
  const { automation, lead, at } = looked
  const last = await lastFired(trx, automation.id, lead)
  if (last && isTooEarly(automation.spec, { firedAt: last.at, at })) return
  const after = Math.max(automation.onSince, last?.at ?? 0)
  for (const one of await findNewActs(trx, acts, { automationId: automation.id, lead, filter: act, after })) {
    const fired = await fire(trx, deps, { ...looked, seen: seenAct(one), occasion: occasionOf(one) })
    if (fired) return
  }
}

/** An automation that is on, and since when. */
interface WaitingAutomation extends LiveAutomation {
  readonly onSince: number
}

/** Automations of a workspace that are on, oldest first. */
async function loadAutomations(trx: Kysely<Database>, workspaceId: string): Promise<WaitingAutomation[]> {
  const rows = await trx
    .selectFrom('automations')
    .select(['id', 'spec_json', 'on_since'])
    .where('workspace_id', '=', workspaceId)
    .where('enabled', '=', 1)
    .orderBy('id')
    .execute()
  return rows.flatMap(({ id, spec_json, on_since }) => {
    const spec = readSpec(spec_json)
    return spec ? [{ id, spec, onSince: on_since }] : []
  })
}

type Moves = ReadonlyMap<string, 'enters' | 'leaves'>

function seeMove({ segment, move }: Extract<Trigger, { kind: 'segment' }>, moves: Moves): TriggerSeen | null {
  return moves.get(segment) === move ? { kind: 'segment', move, segment } : null
}

/** Brings the watched segments up to date for one lead, and gives those it entered or left. */
async function moveBetweenSegments(
  trx: Kysely<Database>,
  lead: LeadTable,
  belongs: (condition: string) => boolean,
  at: number,
): Promise<Moves> {
  const key = { workspace_id: lead.workspace_id, lead_id: lead.id }
  const watched = await trx
    .selectFrom('segments')
    .leftJoin('segment_members', join =>
      join
        .onRef('segment_members.workspace_id', '=', 'segments.workspace_id')
        .onRef('segment_members.segment_id', '=', 'segments.id')
        .on('segment_members.lead_id', '=', lead.id),
    )
    .select(['segments.id', 'segments.condition_json', 'segment_members.since'])
    .where('segments.workspace_id', '=', lead.workspace_id)
    .where('segments.watched', '=', 1)
    .execute()
  const moves = new Map<string, 'enters' | 'leaves'>()
  for (const { id, condition_json, since } of watched) {
    const is = belongs(condition_json)
    if (is === (since !== null)) continue
    moves.set(id, is ? 'enters' : 'leaves')
    if (is) {
      const member = { ...key, segment_id: id, since: at }
      await trx.insertInto('segment_members').values(member).execute()
    } else {
      await trx
        .deleteFrom('segment_members')
        .where('workspace_id', '=', key.workspace_id)
        .where('segment_id', '=', id)
        .where('lead_id', '=', key.lead_id)
        .execute()
    }
  }
  return moves
}

/** A stored condition that no longer parses holds for nobody. */
export function holdsIn(conditionJson: string, facts: Parameters<typeof holds>[1]): boolean {
  const parsed = conditionSchema.safeParse(JSON.parse(conditionJson))
  return parsed.success && holds(parsed.data, facts)
}
