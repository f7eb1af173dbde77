import type { Kysely } from 'kysely'
import { REJECT_REASONS } from '#flows/reject-reasons.ts'
import type { Deps } from '../deps.ts'
import { lockStanding, writeVerdict } from '../leads/decide-lead.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { tellOfVerdict } from '../leads/tell-of-verdict.ts'
import type { Stage } from '../scoring/stage.ts'
import type { Database } from '../store/schema.ts'
import { leaveWrongLead } from './leave-wrong-lead.ts'
import { leadOfOutcome, type NewOutcome, type OutcomeKind, type RecordedOutcome, recordOutcome } from './outcomes.ts'
import { scoreAfterMove } from './score-after-move.ts'
import { type Subject, setStanding, writeMove } from './stage-history.ts'

export type ToldOutcome = Omit<NewOutcome, 'actor'> & { readonly actor: Subject['actor'] }

export interface AppliedOutcome extends RecordedOutcome {
  /** Where the lead stands now. */
  readonly stage: Stage
  /** Null = it stands where it stood. */
  readonly moved: { readonly from: Stage; readonly to: Stage } | null
}

const STAGE_OF: Readonly<Record<OutcomeKind, Stage>> = {
  sql: 'sql',
  opportunity: 'opportunity',
  won: 'customer',
  lost: 'recycled',
  rejected: 'disqualified',
}

const WAY_UP: readonly Stage[] = ['lead', 'mql', 'sal', 'sql', 'opportunity', 'customer']

/**
 * Stores what another system says came of a lead, and moves the lead there: up only, and not when a later outcome is known
 * already (they may arrive in any order). An outcome that was told of another lead before leaves that one as it was. A lead that a rule disqualifies moves only by being won. Inside the caller's unit;
 * the deliveries it queues wait for `wakeDelivery`. Throws ApiError `not_found`.
 */
export async function applyOutcome(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  outcome: ToldOutcome,
): Promise<AppliedOutcome> {
  const { workspaceId, leadId, actor } = outcome
  // Told of another lead before, it leaves that one: both are locked in the order of their ids, as everywhere.
  const wrong = await leadOfOutcome(trx, outcome)
  if (wrong !== null && wrong < leadId) await lockLead(trx, { workspaceId, id: wrong })
  const standing = await lockStanding(trx, { workspaceId, leadId, actor })
  if (wrong !== null && wrong > leadId) await lockLead(trx, { workspaceId, id: wrong })
  const applied = await moveBy(trx, deps, outcome, standing)
  if (applied.result !== 'duplicate') await scoreAfterMove(trx, deps, { workspaceId, leadId })
  if (applied.moved) await tellOfVerdict(trx, deps, { workspaceId, leadId })
  const { takenFrom } = applied
  if (takenFrom !== undefined) await leaveWrongLead(trx, deps, { workspaceId, leadId: takenFrom, actor }, applied.id)
  return applied
}

async function moveBy(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  outcome: ToldOutcome,
  standing: Awaited<ReturnType<typeof lockStanding>>,
): Promise<AppliedOutcome> {
  const { workspaceId, leadId, actor, kind, reason } = outcome
  const subject = { workspaceId, leadId, actor }
  const { stage, byRule, verdict, verdict_event } = standing
  const recorded = await recordOutcome(trx, deps, { ...outcome, actor: actor.id })
  const to = STAGE_OF[kind]
  const stays = { ...recorded, stage, moved: null }
  if (recorded.result === 'duplicate' || !isMove({ kind, from: stage, byRule })) return stays
  if (await isOvertaken(trx, outcome, recorded.id)) return stays
  if (kind === 'rejected') {
    const known = REJECT_REASONS.find(one => one === reason) ?? 'other'
    const note = known === 'other' && reason !== null ? reason : undefined
    const decision = { verdict: 'rejected', reason: known, note } as const
    await writeVerdict(trx, deps, subject, decision, recorded.id)
  } else {
    const body = { from: stage, to, ...(reason !== null && { reason }), outcome: recorded.id }
    await writeMove(trx, deps, subject, { type: 'stage_changed', body })
    const kept = kind === 'lost' ? { verdict: null, verdict_event: null } : { verdict, verdict_event }
    await setStanding(trx, deps, subject, { before: stage, stage: to, ...kept, stage_by: actor.id })
  }
  return { ...recorded, stage: to, moved: { from: stage, to } }
}

function isMove({ kind, from, byRule }: { kind: OutcomeKind; from: Stage; byRule: boolean }): boolean {
  const to = STAGE_OF[kind]
  if (from === to || from === 'customer') return false
  if (byRule) return kind === 'won'
  if (kind === 'lost' || kind === 'rejected') return true
  return WAY_UP.indexOf(to) > WAY_UP.indexOf(from)
}

/** Something that happened later is known already. */
async function isOvertaken(
  trx: Kysely<Database>,
  { workspaceId, leadId, at }: ToldOutcome,
  id: string,
): Promise<boolean> {
  const later = await trx
    .selectFrom('lead_outcomes')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('id', '<>', id)
    .where('at', '>', at)
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}
