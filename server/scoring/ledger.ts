import { apportion } from './apportion.ts'
import { compareText } from './behavior.ts'
import type { Evidence } from './rules/define-rule.ts'
import type { ScoreModel } from './score-model.ts'
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

/** An entry with what is left of its points after fading and the cap of its group. */
export type LedgerLine = LedgerEntry & { readonly counted: number }

export interface FoldedLedger {
  readonly fit: number
  readonly engagement: number
  readonly score: number
  /** Fit first, the strongest of a group first. Their `counted` add up to `score`. */
  readonly lines: LedgerLine[]
  readonly temperature: Heat
}

const DAY = 86_400_000

/**
 * The score at a moment, with what every entry adds to it. All whole numbers: fit + engagement = score = Σ counted.
 * Fit counts as it stands. What acts earned fades by half-life, is capped as a group, and is rounded as a group
 * (largest remainder), so that lines always add up. Penalties come off after the cap and do not fade.
 */
export function foldLedger(
  entries: readonly LedgerEntry[],
  model: Pick<ScoreModel, 'engagement' | 'thresholds' | 'mql'>,
  at: number,
): FoldedLedger {
  const due = entries.filter(entry => entry.points > 0 || entry.group === 'fit' || entry.at <= at)
  const lines = [...withoutFading(due), ...earned(due, model.engagement.cap, at)].sort(strongestFirst)
  const fit = total(lines.filter(line => line.group === 'fit'))
  const engagement = total(lines.filter(line => line.group === 'engagement'))
  const score = fit + engagement
  return { fit, engagement, score, lines, temperature: temperatureOf({ score, fit }, model.thresholds) }
}

function isEarned(entry: LedgerEntry): boolean {
  return entry.group === 'engagement' && entry.points > 0
}

function withoutFading(entries: readonly LedgerEntry[]): LedgerLine[] {
  return entries.filter(entry => !isEarned(entry)).map(entry => ({ ...entry, counted: entry.points }))
}

/** In the order of ids, since adding up fractions in another order can give another last digit. */
function earned(entries: readonly LedgerEntry[], cap: number, at: number): LedgerLine[] {
  const acts = entries.filter(isEarned).sort((a, b) => compareText(a.id, b.id))
  const worth = acts.map(entry => faded(entry, at))
  const counted = apportion(worth, cap)
  return acts.map((entry, index) => ({ ...entry, counted: counted[index] ?? 0 }))
}

/** points × ½^(age ÷ half-life) */
function faded({ points, halfLifeDays, at }: LedgerEntry, now: number): number {
  if (halfLifeDays === null) return points
  return points * 0.5 ** (Math.max(0, now - at) / DAY / halfLifeDays)
}

function total(lines: readonly LedgerLine[]): number {
  return lines.reduce((sum, line) => sum + line.counted, 0)
}

function strongestFirst(a: LedgerLine, b: LedgerLine): number {
  if (a.group !== b.group) return a.group === 'fit' ? -1 : 1
  return Math.abs(b.counted) - Math.abs(a.counted) || b.points - a.points || compareText(a.id, b.id)
}
