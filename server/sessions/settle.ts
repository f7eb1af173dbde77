import type { Kysely } from 'kysely'
import type { SessionEvent } from '#flows/api.ts'
import { isElsewhere } from '#flows/elsewhere.ts'
import type { Played } from '#flows/play.ts'
import { loadAccountRules } from '../accounts/account-rules.ts'
import type { Deps } from '../deps.ts'
import { acceptLead } from '../leads/accept-lead.ts'
import type { AcceptedLead } from '../leads/accepted-lead.ts'
import type { Draw } from '../leads/assign-owner.ts'
import { partialAt } from '../leads/partial-at.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import type { NewDecision } from './session-rows.ts'
import { settledEarly } from './settled-early.ts'
import type { Visit } from './visit.ts'

/** Decisions that may follow each other without an answer in between. */
const DECISIONS = 10

export interface SettleInput {
  readonly visit: Visit
  /** The log that was replayed. */
  readonly log: readonly SessionEvent[]
  /** What the session's row said before. */
  readonly before: Pick<SessionTable, 'lead_id' | 'last_seq' | 'completed' | 'qualified'>
  /** Server entries there are already after the visit's last event. */
  readonly subs: number
  /** Acts that came with the request and are not stored yet. */
  readonly behavior: readonly BehaviorFact[]
  /** Told at once of each lead that is drawn from a team. */
  readonly onDraw: (draw: Draw) => void
  readonly at: number
}

export interface Settled {
  readonly played: Played
  readonly decisions: readonly NewDecision[]
  /** One for each time the lead was made or updated. */
  readonly accepted: readonly AcceptedLead[]
  /** The columns of the session's row that follow from it. */
  readonly progress: Progress
}

export type Progress = Pick<
  SessionTable,
  'status' | 'last_seq' | 'step' | 'lead_id' | 'partial_at' | 'started' | 'completed' | 'qualified'
>

/**
 * Takes every decision the visit waits for, and accepts the lead: at each decide step, when the widget went on without the
 * server, and at an end before which something was said that no decision heard.
 */
export async function settle(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  input: SettleInput,
): Promise<Settled> {
  const { log, before, behavior, onDraw, at } = input
  const decisions: NewDecision[] = []
  const accepted: AcceptedLead[] = []
  let visit = input.visit
  let leadId = before.lead_id

  const accept = async (step: string | null) => {
    const lead = await acceptLead(trx, deps, { visit, step, leadId, behavior, onDraw, at })
    accepted.push(lead)
    leadId = lead.leadId ?? leadId
    return lead
  }

  const settled = await settledNow(trx, visit)
  if (settled) {
    const next = visit.played.accept({ type: 'decided', ...settled, by: 'early' })
    if (!next.ok) throw new Error(`The flow did not take its early decision: ${next.problem}.`)
    decisions.push({ decision: { ...settled, after: visit.lastSeq, early: true }, sub: input.subs + 1 })
    visit = { ...visit, played: next.played }
  }
  while (visit.played.position.kind === 'decide' && decisions.length < DECISIONS) {
    const step = visit.played.position.id
    const { outcome, offer } = await accept(step)
    const next = visit.played.accept({ type: 'decided', step, outcome, by: 'server' })
    if (!next.ok) throw new Error(`The flow did not take its decision at ${step}: ${next.problem}.`)
    const decision = { step, after: visit.lastSeq, outcome, ...(offer ? { offer } : {}) }
    decisions.push({ decision, sub: input.subs + decisions.length + 1 })
    visit = { ...visit, played: next.played }
  }
  if (decisions.every(({ decision }) => decision.early) && isUnaccepted(visit.played, log, before)) {
    await accept(isDecided(visit.played) ? null : visit.played.position.id)
  }
  const progress = progressOf({ visit, log, before, leadId, qualified: accepted.at(-1)?.qualified, at })
  return { played: visit.played, decisions, accepted, progress }
}

/** At the end with something new said that no decision of the server has heard, or gone on without the server. */
function isUnaccepted(
  { position, decisions }: Played,
  log: readonly SessionEvent[],
  { lead_id: leadId, last_seq: lastSeq }: SettleInput['before'],
): boolean {
  if (position.kind !== 'end') return leadId === null && [...decisions.values()].includes('fallback')
  // Who turns out to have come for something else is no lead; one that they were before hears of it.
  if (decisions.size === 0 && isElsewhere(position.outcome) && leadId === null) return false
  const heard = log.findLastIndex(event => event.type === 'decided' && event.by === 'server')
  return log.slice(heard + 1).some(event => event.seq > lastSeq && SAYS_SOMETHING.has(event.type))
}

const SAYS_SOMETHING: ReadonlySet<SessionEvent['type']> = new Set(['answered', 'booked', 'decided', 'asked'])

/** What no answer can change any more; asks for the workspace's list only where a flow may stop early. */
async function settledNow(trx: Kysely<Database>, visit: Visit) {
  if (!visit.flow.stopEarly) return null
  const { priority, competitors } = await loadAccountRules(trx, visit.workspaceId)
  return settledEarly(visit, { hasPriorityList: priority.size > 0, hasCompetitors: competitors.size > 0 })
}

/** Whether the server's word stands at some decide step of the path. */
function isDecided(played: Played): boolean {
  return [...played.decisions.values()].some(outcome => outcome !== 'fallback')
}

function progressOf(input: {
  readonly visit: Visit
  readonly log: readonly SessionEvent[]
  readonly before: SettleInput['before']
  readonly leadId: string | null
  readonly qualified: boolean | undefined
  readonly at: number
}): Progress {
  const { visit, log, before, leadId, qualified, at } = input
  const { position, done, decisions } = visit.played
  // Who answered everything and was turned away by the decision has completed the flow; who came for something else has not.
  const turnedAway = position.kind === 'end' && position.outcome === 'exit' && decisions.size > 0
  const elsewhere = position.kind === 'end' && isElsewhere(position.outcome) && !turnedAway
  const converted = !elsewhere && (done || decisions.size > 0)
  return {
    status: done ? 'completed' : 'open',
    last_seq: visit.lastSeq,
    step: position.id,
    lead_id: leadId,
    partial_at: partialAt(visit, { leadId, at }),
    started: log.some(event => event.type === 'answered') ? 1 : 0,
    completed: before.completed === 1 || converted ? 1 : 0,
    qualified: qualified === undefined ? before.qualified : Number(qualified),
  }
}
