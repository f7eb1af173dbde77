import type { Kysely } from 'kysely'
import type { RejectReason } from '#flows/reject-reasons.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { recordOutcome, removeOutcome } from '../lifecycle/outcomes.ts'
import { restoreRules } from '../lifecycle/overrule.ts'
import { scoreAfterMove } from '../lifecycle/score-after-move.ts'
import {
  type MoveBody,
  type StandingMove,
  type Subject,
  setStanding,
  standingMoves,
  writeMove,
} from '../lifecycle/stage-history.ts'
import type { Stage } from '../scoring/stage.ts'
import type { Database } from '../store/schema.ts'
import { lockLead } from './lead-rows.ts'
import { tellOfVerdict } from './tell-of-verdict.ts'
import { isByRule, withVerdicts } from './verdict-columns.ts'

/** The newest verdict that nobody has taken back. */
export interface Verdict {
  readonly verdict: 'accepted' | 'rejected'
  readonly reason: RejectReason | null
  readonly note: string | null
  /** Name of the person. */
  readonly by: string
  readonly at: number
}

export type Decision =
  | {
      readonly verdict: 'accepted'
      readonly note?: string | undefined
      /** Disqualifiers of the score model that it overruled, by id. */
      readonly overruled?: readonly string[]
    }
  | {
      readonly verdict: 'rejected'
      readonly reason: RejectReason
      readonly note?: string | undefined
      readonly hold?: boolean | undefined
    }

export type VerdictDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/** Stages beyond which an acceptance says nothing new. */
const ACCEPTED: ReadonlySet<Stage> = new Set(['sal', 'sql', 'opportunity', 'customer'])

/** Where marketing works with a lead: a verdict of sales before it no longer stands. */
const MARKETING: ReadonlySet<Stage> = new Set(['lead', 'mql', 'recycled'])

/**
 * A person's verdict: accepted = `sal`, rejected = `hold` or `disqualified`. Throws ApiError `not_found`, `conflict`
 * when the lead has that verdict already or a rule disqualified it, `stage_forbidden` for a customer.
 */
export async function decideLead(deps: VerdictDeps, subject: Subject & { readonly decision: Decision }): Promise<void> {
  await deps.store.write(async trx => {
    await writeVerdict(trx, deps, subject, subject.decision)
    await scoreAfterMove(trx, deps, subject)
    await tellOfVerdict(trx, deps, subject)
  })
  announce(deps, subject)
}

/** The same inside a unit, its score and news apart. `recorded`: the outcome that says so already. */
export async function writeVerdict(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  subject: Subject,
  decision: Decision,
  recorded?: string,
): Promise<void> {
  const { stage, verdict, byRule } = await lockStanding(trx, subject)
  const to = stageAfter(decision, stage)
  if (to === stage && verdict === decision.verdict) throw conflict('This lead has that verdict already.')
  const overruled = decision.verdict === 'accepted' ? decision.overruled : undefined
  if (byRule && !overruled)
    throw conflict('A rule of the score model disqualified this lead. Move it by hand, and say why.')
  if (stage === 'customer' && decision.verdict === 'rejected')
    throw new ApiError('stage_forbidden', { detail: 'A customer cannot be rejected. Move the lead back first.' })
  const outcome =
    recorded ?? (decision.verdict === 'rejected' ? await recordRejection(trx, deps, subject, decision.reason) : null)
  const said = {
    ...(decision.verdict === 'rejected' && { reason: decision.reason }),
    ...(decision.note && { note: decision.note }),
    ...(overruled && { overruled }),
  }
  const body = { from: stage, to, ...said, ...(outcome && { outcome }) }
  const event = await writeMove(trx, deps, subject, { type: decision.verdict, body })
  if (to !== stage)
    await writeMove(trx, deps, subject, {
      type: 'stage_changed',
      body: { from: stage, to, ...said, verdict: decision.verdict },
    })
  const standing = { stage: to, verdict: decision.verdict, verdict_event: event, stage_by: subject.actor.id }
  await setStanding(trx, deps, subject, { before: stage, ...standing })
}

/**
 * Takes the newest standing verdict or move of a person back: the stage before it returns, and what stood before it
 * stands again. Throws ApiError `not_found`, or `conflict` when there is none.
 */
export async function undoVerdict(deps: VerdictDeps, subject: Subject): Promise<void> {
  const { workspaceId } = subject
  await deps.store.write(async trx => {
    const { stage } = await lockStanding(trx, subject)
    const standing = await standingMoves(trx, subject)
    const newest = await takeBackNewest(trx, deps, subject, { standing, stage })
    if (!newest) throw conflict('There is no verdict to take back.')
    if (newest.body.outcome) await removeOutcome(trx, workspaceId, newest.body.outcome)
    if (newest.body.overruled) await restoreRules(trx, deps, subject, newest.body.overruled)
    else await scoreAfterMove(trx, deps, subject)
    await tellOfVerdict(trx, deps, subject)
  })
  announce(deps, subject)
}

/** Takes back the newest of the standing moves, in a unit that holds the lead: its stage and history only. Null = there is none. */
export async function takeBackNewest(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  subject: Subject,
  { standing, stage }: { readonly standing: readonly StandingMove[]; readonly stage: Stage },
): Promise<StandingMove | null> {
  const newest = standing.at(-1)
  if (!newest) return null
  // A disqualifier that came in meanwhile stays.
  const to = stage === newest.body.to ? newest.body.from : stage
  await writeMove(trx, deps, subject, { type: 'undone', body: { from: stage, to } })
  if (to !== stage)
    await writeMove(trx, deps, subject, { type: 'stage_changed', body: { from: stage, to, undone: true } })
  await setStanding(trx, deps, subject, { before: stage, stage: to, ...standingAfter(standing.slice(0, -1)) })
  return newest
}

/** The standing verdict in words for the card, or null. */
export async function loadVerdict(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<Verdict | null> {
  const row = await withVerdicts(db)
    .selectFrom('leads')
    .innerJoin('lead_events', join =>
      join
        .onRef('lead_events.workspace_id', '=', 'leads.workspace_id')
        .onRef('lead_events.lead_id', '=', 'leads.id')
        .onRef('lead_events.id', '=', 'leads.verdict_event'),
    )
    .select(['leads.verdict', 'lead_events.at', 'lead_events.body_json'])
    .where('leads.workspace_id', '=', workspaceId)
    .where('leads.id', '=', leadId)
    .executeTakeFirst()
  if (!row?.verdict) return null
  const body = JSON.parse(row.body_json) as MoveBody & { reason?: RejectReason } // written by `writeVerdict` only
  return { verdict: row.verdict, reason: body.reason ?? null, note: body.note ?? null, by: body.by, at: row.at }
}

/** The lead's stage and verdict, locked until the unit ends. Throws ApiError `not_found`. */
export async function lockStanding(trx: Kysely<Database>, { workspaceId, leadId }: Subject) {
  const lead = await lockLead(trx, { workspaceId, id: leadId })
  if (!lead) throw new ApiError('not_found')
  const row = await withVerdicts(trx)
    .selectFrom('leads')
    .select(['verdict', 'verdict_event', 'stage_by'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow()
  return { lead, stage: lead.stage, ...row, byRule: isByRule({ ...lead, ...row }) }
}

/** Whose word stands after these moves. */
export function standingAfter(standing: readonly StandingMove[]) {
  const newest = standing.at(-1)
  const verdict = standing.findLast(move => move.verdict !== null || MARKETING.has(move.body.to))
  return {
    verdict: verdict?.verdict ?? null,
    verdict_event: verdict?.verdict ? verdict.id : null,
    stage_by: newest?.actor ?? null,
  }
}

/** Tells open studios and the delivery worker, after the commit. */
export function announce(deps: Pick<Deps, 'live' | 'wakeDelivery'>, { workspaceId, leadId }: Subject): void {
  deps.live.publish(workspaceId, { type: 'lead', lead: leadId, change: 'updated' })
  deps.wakeDelivery()
}

async function recordRejection(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { workspaceId, leadId, actor }: Subject,
  reason: RejectReason,
): Promise<string> {
  const who = { workspaceId, leadId, source: 'studio', actor: actor.id, at: deps.now() }
  const what = { kind: 'rejected', reason, amount: null, currency: null, externalId: null } as const
  return (await recordOutcome(trx, deps, { ...who, ...what })).id
}

function stageAfter(decision: Decision, stage: Stage): Stage {
  if (decision.verdict === 'rejected') return decision.hold ? 'hold' : 'disqualified'
  return ACCEPTED.has(stage) ? stage : 'sal'
}

function conflict(detail: string): ApiError {
  return new ApiError('conflict', { detail })
}
