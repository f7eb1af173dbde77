import type { Kysely } from 'kysely'
import type { RejectReason } from '#flows/reject-reasons.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { announce, lockStanding, type VerdictDeps, writeVerdict } from '../leads/decide-lead.ts'
import { tellOfVerdict } from '../leads/tell-of-verdict.ts'
import type { Stage } from '../scoring/stage.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadFramework } from './load-slots.ts'
import { moveNeeds } from './moves.ts'
import { type OutcomeKind, recordOutcome } from './outcomes.ts'
import { overrule, scoreOverruled } from './overrule.ts'
import { scoreAfterMove } from './score-after-move.ts'
import { type Subject, setStanding, writeMove } from './stage-history.ts'

/** Where a person wants a lead, and what they say to it. */
export interface Move {
  readonly to: Stage
  /** Where they saw it: a lead that stands elsewhere by now is not moved. */
  readonly from?: Stage | undefined
  readonly reason?: RejectReason | undefined
  readonly note?: string | undefined
  /** What the deal is worth, in whole units of the currency. */
  readonly amount?: number | undefined
  /** ISO 4217. */
  readonly currency?: string | undefined
}

/**
 * Moves a lead by hand; out of what a rule disqualified, that rule does not count for it any more. Throws ApiError
 * `not_found`; `stage_forbidden` for a move that is not in the table; `sql_incomplete` with the slots that are not known; `invalid_body` when the reason or note the
 * move needs is missing; `conflict` when the lead stands elsewhere by now.
 */
export async function moveLead(deps: VerdictDeps, subject: Subject & { readonly move: Move }): Promise<void> {
  await deps.store.write(async trx => {
    await moveInUnit(trx, deps, subject, subject.move)
    await tellOfVerdict(trx, deps, subject)
  })
  announce(deps, subject)
}

type UnitDeps = Pick<Deps, 'now' | 'newId'>

async function moveInUnit(trx: Kysely<Database>, deps: UnitDeps, subject: Subject, move: Move): Promise<void> {
  const { lead, stage, byRule, verdict, verdict_event } = await lockStanding(trx, subject)
  const { to } = move
  if (move.from !== undefined && move.from !== stage) throw conflict('Somebody moved this lead meanwhile.')
  checkAllowed(stage, move)
  if (to === 'sql') await checkGate(trx, deps, lead)
  if (byRule) return await moveOverRules(trx, deps, subject, { ...move, from: stage, lead })
  if (to === 'hold' || to === 'disqualified') {
    const { reason, note } = move
    if (!reason) throw missing('/reason', 'Say why.')
    await writeVerdict(trx, deps, subject, { verdict: 'rejected', reason, note, hold: to === 'hold' })
  } else if (to === 'sal' && stage !== 'sql') {
    await writeVerdict(trx, deps, subject, { verdict: 'accepted', note: move.note })
  } else {
    await writeManualMove(trx, deps, subject, { ...move, from: stage, verdict, verdict_event })
  }
  await scoreAfterMove(trx, deps, subject)
}

/** A person knows better than the score model: the last word on anything that rules decide is a person's. */
async function moveOverRules(
  trx: Kysely<Database>,
  deps: UnitDeps,
  subject: Subject,
  { lead, ...move }: Move & { readonly from: Stage; readonly lead: LeadTable },
): Promise<void> {
  const overruled = await overrule(trx, deps, subject, lead)
  if (move.to === 'sal') await writeVerdict(trx, deps, subject, { verdict: 'accepted', note: move.note, overruled })
  else await writeManualMove(trx, deps, subject, { ...move, overruled, verdict: null, verdict_event: null })
  await scoreOverruled(trx, deps, subject)
}

interface ManualMove extends Move, Pick<Awaited<ReturnType<typeof lockStanding>>, 'verdict' | 'verdict_event'> {
  readonly from: Stage
  readonly overruled?: readonly string[]
}

/** A move that is no verdict: further up, or back. */
async function writeManualMove(
  trx: Kysely<Database>,
  deps: UnitDeps,
  subject: Subject,
  move: ManualMove,
): Promise<void> {
  const { from, to, reason, note, overruled, verdict, verdict_event } = move
  const outcome = await recordWith(trx, deps, subject, move)
  const said = { ...(reason && { reason }), ...(note && { note }), ...(overruled && { overruled }) }
  await writeMove(trx, deps, subject, {
    type: 'stage_changed',
    body: { from, to, ...said, manual: true, ...(outcome && { outcome }) },
  })
  // Where marketing works with it, the verdict on it no longer stands.
  const back = to === 'lead' || to === 'mql' || to === 'recycled'
  const kept = back ? { verdict: null, verdict_event: null } : { verdict, verdict_event }
  await setStanding(trx, deps, subject, { before: from, stage: to, ...kept, stage_by: subject.actor.id })
}

function checkAllowed(from: Stage, move: Move): void {
  const needs = moveNeeds(from, move.to)
  if (needs === null) {
    throw new ApiError('stage_forbidden', { detail: `A lead does not go from ${from} to ${move.to} in one move.` })
  }
  if (needs === 'reason' && !move.reason) throw missing('/reason', 'Say why.')
  if (needs === 'note' && !move.note) throw missing('/note', 'Say in a few words why it goes back.')
}

/** R40: SQL only once sales knows what the framework asks for, and has checked intent and means. */
async function checkGate(trx: Kysely<Database>, deps: UnitDeps, lead: LeadTable): Promise<void> {
  const filled = await loadFramework(trx, deps, lead)
  if (!filled || filled.missing.length === 0) return
  const labels = new Map([...filled.slots, ...filled.checks].map(({ id, label }) => [id, label]))
  const names = filled.missing.map(id => labels.get(id) ?? id)
  throw new ApiError('sql_incomplete', {
    detail: `Not known yet: ${names.join(', ')}.`,
    errors: filled.missing.map((id, index) => {
      return { pointer: `/slots/${id}`, code: 'missing', message: `${names[index]} is not known yet.` }
    }),
  })
}

/** What a move says about the outcome. */
function outcomeOf(from: Stage, to: Stage): OutcomeKind | null {
  if (to === 'sql' && from === 'sal') return 'sql'
  if (to === 'opportunity' && from === 'sql') return 'opportunity'
  if (to === 'customer') return 'won'
  return to === 'recycled' && (from === 'sql' || from === 'opportunity') ? 'lost' : null
}

async function recordWith(
  trx: Kysely<Database>,
  deps: UnitDeps,
  { workspaceId, leadId, actor }: Subject,
  { from, to, reason, amount, currency }: Move & { readonly from: Stage },
): Promise<string | null> {
  const kind = outcomeOf(from, to)
  if (!kind) return null
  const who = { workspaceId, leadId, source: 'studio', actor: actor.id, at: deps.now() }
  const what = { reason: reason ?? null, amount: amount ?? null, currency: currency ?? null, externalId: null }
  return (await recordOutcome(trx, deps, { ...who, kind, ...what })).id
}

function missing(pointer: string, message: string): ApiError {
  return new ApiError('invalid_body', { errors: [{ pointer, code: 'required', message }] })
}

function conflict(detail: string): ApiError {
  return new ApiError('conflict', { detail })
}
