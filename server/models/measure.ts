import { auc } from '../learning/auc.ts'
import type { Agreement, LiftRow, Quality, ThresholdRow } from './backtest-types.ts'
import type { Label } from './label-lead.ts'

/** A lead as measures look at it. */
export interface Measured {
  /** Null = disqualified: below every threshold. */
  readonly score: number | null
  readonly qualified: boolean
  readonly label: Label
  readonly verdict: 'accepted' | 'rejected' | null
  /** Index into the report's owners; the last index is nobody. */
  readonly owner: number
  readonly createdAt: number
}

const GROUPS = 10
/** Rows of a table of thresholds, at most. */
const THRESHOLDS = 101

/** How well the model tells good from bad, among leads whose outcome is known. */
export function qualityOf(leads: readonly Measured[]): Quality {
  const decided = leads.filter(isDecided)
  const above = decided.filter(({ qualified }) => qualified)
  const good = countGood(decided)
  const goodAbove = countGood(above)
  return {
    decided: decided.length,
    good,
    above: above.length,
    goodAbove,
    precision: share(goodAbove, above.length),
    recall: share(goodAbove, good),
    auc: auc(
      decided.map(order),
      decided.map(({ label }) => (label === 'good' ? 1 : 0)),
    ),
  }
}

/** Tenths of the decided leads by score, the best first. A group ends where the next score begins, so groups vary in size. */
export function liftTable(leads: readonly Measured[]): LiftRow[] {
  const decided = leads.filter(isDecided).sort((a, b) => order(b) - order(a))
  const good = countGood(decided)
  const overall = share(good, decided.length)
  const rows: LiftRow[] = []
  let start = 0
  let found = 0
  for (let end = 1; end <= decided.length; end += 1) {
    const last = decided[end - 1]
    const next = decided[end]
    const full = end >= Math.ceil((decided.length * (rows.length + 1)) / GROUPS)
    if (!last || (next && (!full || order(next) === order(last)))) continue
    const group = decided.slice(start, end)
    const goodHere = countGood(group)
    found += goodHere
    const rate = goodHere / group.length
    rows.push({
      from: last.score,
      to: group[0]?.score ?? null,
      leads: group.length,
      good: goodHere,
      rate,
      lift: overall ? rate / overall : null,
      found: share(found, good),
    })
    start = end
  }
  return rows
}

/** For each threshold worth a look, ascending: how many leads, how good, and whose work they are. */
export function thresholdTable(
  leads: readonly Measured[],
  { owners, weeks }: { readonly owners: number; readonly weeks: number },
): ThresholdRow[] {
  const scores = leads.flatMap(({ score }) => (score === null ? [] : [score]))
  if (scores.length === 0) return []
  const low = scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY)
  const high = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY)
  const step = Math.max(1, Math.ceil((high - low + 1) / THRESHOLDS))
  const good = countGood(leads)
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => {
    const score = low + index * step
    const above = leads.filter(lead => lead.score !== null && lead.score >= score)
    const goodAbove = countGood(above)
    const byOwner = Array.from({ length: owners + 1 }, () => 0)
    for (const { owner } of above) byOwner[owner] = (byOwner[owner] ?? 0) + 1
    return {
      score,
      leads: above.length,
      perWeek: above.length / weeks,
      precision: share(goodAbove, above.filter(isDecided).length),
      recall: share(goodAbove, good),
      byOwner: byOwner.map(count => count / weeks),
    }
  })
}

/** The model's yes and no beside the verdicts of sales. Cohen, Educational and Psychological Measurement 20 (1960). */
export function agreementOf(leads: readonly Measured[]): Agreement {
  const count = (qualified: boolean, verdict: Measured['verdict']) =>
    leads.filter(lead => lead.qualified === qualified && lead.verdict === verdict).length
  const yesAccepted = count(true, 'accepted')
  const yesRejected = count(true, 'rejected')
  const noAccepted = count(false, 'accepted')
  const noRejected = count(false, 'rejected')
  const all = yesAccepted + yesRejected + noAccepted + noRejected
  const agree = share(yesAccepted + noRejected, all)
  const chance =
    ((yesAccepted + yesRejected) * (yesAccepted + noAccepted) +
      (noAccepted + noRejected) * (yesRejected + noRejected)) /
    all ** 2
  const kappa = agree === null || chance === 1 ? null : (agree - chance) / (1 - chance)
  return { yesAccepted, yesRejected, noAccepted, noRejected, agree, kappa }
}

/** The older `part` of the decided leads apart from the newer; `at` = capture of the first newer one. */
export function splitByTime(
  leads: readonly Measured[],
  part: number,
): { readonly older: Measured[]; readonly newer: Measured[]; readonly at: number | null } {
  const decided = leads.filter(isDecided).sort((a, b) => a.createdAt - b.createdAt)
  const cut = Math.floor(decided.length * part)
  return { older: decided.slice(0, cut), newer: decided.slice(cut), at: decided[cut]?.createdAt ?? null }
}

function isDecided({ label }: Measured): boolean {
  return label !== 'open'
}

function countGood(leads: readonly Measured[]): number {
  return leads.filter(({ label }) => label === 'good').length
}

function order({ score }: Measured): number {
  // A number that subtraction leaves a number.
  return score ?? Number.MIN_SAFE_INTEGER
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
