import type { Facts } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { type Projection, projectLead } from '../leads/project-lead.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Difference, SideScore } from './backtest-types.ts'
import { factsAt, type PastLead } from './past-leads.ts'

/** A model with the hash of its content. */
export interface NamedModel {
  readonly name: string
  readonly revision: string
  readonly model: ScoreModel
}

export interface PastScore extends SideScore {
  readonly projection: Projection
  readonly hot: boolean
}

interface ScoringMoment {
  readonly flow: Flow
  /** Null = when the lead was captured. */
  readonly moment: number | null
}

/** What a model makes of a lead with nothing but what was known and done by a moment. The same scorer as everywhere. */
export function scorePast(
  lead: PastLead,
  { model, revision }: Pick<NamedModel, 'model' | 'revision'>,
  { flow, moment }: ScoringMoment,
): PastScore {
  const at = moment === null ? lead.createdAt : Math.max(moment, lead.createdAt)
  const events = lead.acts.filter(act => act.at <= at)
  const colleagues = lead.colleagues.filter(joined => joined <= at).length
  const projection = projectLead({
    release: { flow, model, modelRevision: revision },
    facts: { ...factsAt(lead, at), ...companyFacts(lead, colleagues) },
    events,
    colleagues,
    askedForSales: lead.askedForSales,
    lastActiveAt: lastActive(lead, events, at),
    requestedAt: lead.createdAt,
    source: lead.source,
    at,
  })
  const { score, fit, engagement } = projection.folded
  const { temperature } = projection
  const qualified = projection.disqualified === null && score >= model.mql.score
  return { score, fit, engagement, temperature, qualified, hot: temperature === 'hot', projection }
}

/** What can still be told of the company as it was: how many came by then. The list of priority accounts is today's. */
function companyFacts({ priority }: PastLead, colleagues: number): Facts {
  return {
    ...(colleagues > 0 && { 'account.people': colleagues + 1 }),
    ...(priority !== null && { 'account.priority': priority }),
  }
}

function lastActive(lead: PastLead, events: PastLead['acts'], at: number): number {
  const answered = lead.laterFacts.filter(fact => fact.source === 'conversation' && fact.at <= at)
  return [...events, ...answered].reduce((latest, act) => Math.max(latest, act.at), lead.createdAt)
}

/** Rules that count for other points in the other model, the strongest difference first. */
export function differencesBetween(base: Projection, candidate: Projection): Difference[] {
  const before = pointsByRule(base)
  const after = pointsByRule(candidate)
  const rules = [...new Set([...before.keys(), ...after.keys()])]
  const differences = rules.map((rule): Difference => {
    const [was, is] = [before.get(rule), after.get(rule)]
    return { reason: is?.reason ?? was?.reason ?? rule, base: was?.points ?? 0, candidate: is?.points ?? 0 }
  })
  return [
    ...movedDisqualifier(base.disqualified?.reason, candidate.disqualified?.reason),
    ...differences.filter(one => one.base !== one.candidate).sort((a, b) => weight(b) - weight(a)),
  ]
}

function movedDisqualifier(was: string | undefined, is: string | undefined): Difference[] {
  if (was === is) return []
  const reason = is === undefined ? `No longer disqualified: ${was}` : `Disqualified: ${is}`
  return [{ reason, base: 0, candidate: 0 }]
}

function weight({ base, candidate }: Difference): number {
  return Math.abs(candidate - base)
}

function pointsByRule({ folded }: Projection): Map<string, { points: number; reason: string }> {
  const found = new Map<string, { points: number; reason: string }>()
  for (const line of folded.lines) {
    const known = found.get(line.ruleId)
    found.set(line.ruleId, { points: (known?.points ?? 0) + line.counted, reason: known?.reason ?? line.reason })
  }
  return found
}
