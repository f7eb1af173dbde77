import { compareText } from './behavior.ts'
import { halved } from './decay.ts'
import { gradeOf, hundredOf } from './grade.ts'
import type { Evidence } from './rules/define-rule.ts'
import type { ScoreModel } from './score-model.ts'
import { planOf, type ScorePlan } from './score-plan.ts'
import { type Limit, sharePoints } from './share-points.ts'
import { type Heat, temperatureOf } from './temperature.ts'

/** One reason of a score. Field by field the row of `ledger_entries`. */
export interface LedgerEntry {
  readonly id: string
  readonly group: 'fit' | 'engagement'
  readonly ruleId: string
  /** What the rule gives; whole, not 0. */
  readonly points: number
  /** In words. */
  readonly reason: string
  readonly evidence: Evidence
  readonly modelRevision: string
  /** When it happened; fading counts from here. A penalty dated ahead counts once its time has come. */
  readonly at: number
  /** Null = does not fade. */
  readonly halfLifeDays: number | null
}

/** An entry with what is left of its points after fading and the limits of its rule, its group of rules and its kind. */
export type LedgerLine = LedgerEntry & {
  readonly counted: number
  /** After fading, before any limit; with fractions. */
  readonly worth: number
  /** The innermost limit that took something off. */
  readonly limit: Limit | null
}

export interface FoldedLedger {
  readonly fit: number
  readonly engagement: number
  readonly score: number
  /** Fit first, the strongest of a group first. Their `counted` add up to `score`. */
  readonly lines: LedgerLine[]
  readonly temperature: Heat
  /** `A1` to `D4`, where the model has grades. */
  readonly grade?: string
  /** 0 to 100, where the model has such a number. */
  readonly hundred?: number
}

/**
 * The score at a moment, with what every entry adds to it. All whole numbers: fit + engagement = score = Σ counted.
 * What acts earned fades by half-life or by steps; the entries of a rule, then of a group of rules, then of all of fit or
 * engagement keep within their limits and are rounded as one (largest remainder), so that lines always add up. Penalties
 * come off after the limit of their kind, and fade only where their rule says so. `model` is the one the entries were
 * made by.
 */
export function foldLedger(entries: readonly LedgerEntry[], model: ScoreModel, at: number): FoldedLedger {
  const plan = planOf(model)
  const parts: Parts = { fit: [], engagement: [], fitPenalties: [], penalties: [] }
  for (const entry of entries) {
    const isFit = entry.group === 'fit'
    if (entry.points > 0) (isFit ? parts.fit : parts.engagement).push(entry)
    else if (isFit) parts.fitPenalties.push(entry)
    else if (entry.at <= at) parts.penalties.push(entry)
  }
  const fitLines = [
    ...earned(parts.fit, { plan, most: plan.most.fit, at }),
    ...takenOff(parts.fitPenalties, { plan, at }),
  ]
  const actLines = [
    ...earned(parts.engagement, { plan, most: plan.most.engagement, at }),
    ...takenOff(parts.penalties, { plan, at }),
  ]
  const fit = total(fitLines)
  const engagement = total(actLines)
  const score = fit + engagement
  const grade = gradeOf({ fit, engagement }, model)
  const hundred = hundredOf({ fit, engagement }, model)
  return {
    fit,
    engagement,
    score,
    lines: [...fitLines.sort(strongestFirst), ...actLines.sort(strongestFirst)],
    temperature: temperatureOf({ score, fit }, model.thresholds),
    ...(grade !== null && { grade }),
    ...(hundred !== null && { hundred }),
  }
}

type Parts = Readonly<Record<'fit' | 'engagement' | 'fitPenalties' | 'penalties', LedgerEntry[]>>

interface Folding {
  readonly plan: ScorePlan
  readonly at: number
}

/** In the order of ids, since adding up fractions in another order can give another last digit. */
function earned(entries: LedgerEntry[], { plan, most, at }: Folding & { readonly most: number }): LedgerLine[] {
  if (entries.length === 0) return []
  entries.sort(byId)
  const items = entries.map(entry => ({ ruleId: entry.ruleId, worth: faded(entry, plan, at) }))
  const shares = sharePoints(items, plan.rules, most)
  return entries.map((entry, index) => toLine(entry, items[index]?.worth ?? 0, shares[index]))
}

function takenOff(entries: LedgerEntry[], { plan, at }: Folding): LedgerLine[] {
  const special = entries.some(entry => plan.rules.has(entry.ruleId))
  if (!special) return entries.map(entry => toLine(entry, entry.points, { counted: entry.points, limit: null }))
  entries.sort(byId)
  const items = entries.map(entry => {
    const rule = plan.rules.get(entry.ruleId)
    const share = rule?.own && rule.fading ? rule.fading(at - entry.at) : 1
    return { ruleId: entry.ruleId, worth: -entry.points * share }
  })
  const shares = sharePoints(items, plan.rules, Number.POSITIVE_INFINITY)
  return entries.map((entry, index) => {
    const { counted = 0, limit = null } = shares[index] ?? {}
    return toLine(entry, -(items[index]?.worth ?? 0), { counted: counted === 0 ? 0 : -counted, limit })
  })
}

function toLine(
  entry: LedgerEntry,
  worth: number,
  { counted, limit }: { readonly counted: number; readonly limit: Limit | null } = { counted: 0, limit: null },
): LedgerLine {
  return { ...entry, counted, worth, limit }
}

function faded({ ruleId, group, points, halfLifeDays, at }: LedgerEntry, plan: ScorePlan, now: number): number {
  if (group === 'fit') return points
  const fading = plan.rules.get(ruleId)?.fading
  if (fading) return points * fading(now - at)
  return halfLifeDays === null ? points : points * halved(now - at, halfLifeDays)
}

function total(lines: readonly LedgerLine[]): number {
  return lines.reduce((sum, line) => sum + line.counted, 0)
}

function byId(a: LedgerEntry, b: LedgerEntry): number {
  return compareText(a.id, b.id)
}

function strongestFirst(a: LedgerLine, b: LedgerLine): number {
  return Math.abs(b.counted) - Math.abs(a.counted) || b.points - a.points || compareText(a.id, b.id)
}
