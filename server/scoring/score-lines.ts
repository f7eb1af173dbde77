import { type FoldedLedger, foldLedger, type LedgerEntry } from './ledger.ts'
import type { ScoreModel } from './score-model.ts'
import type { Heat } from './temperature.ts'

/** A line of the model. */
export type Line = { readonly to: Heat | 'mql' | 'disqualified' } | { readonly to: 'milestone'; readonly label: string }

/** A line above a lead, with what is missing of score and of fit. */
export interface NextLine {
  readonly line: Line
  readonly score: number
  readonly fit: number
}

type Standing = Pick<FoldedLedger, 'score' | 'fit' | 'temperature'>

/** The most telling line between two scores: temperature first, then milestones, then MQL. */
export function lineBetween(model: ScoreModel, before: Standing, after: Standing): Line | null {
  if (before.temperature !== after.temperature) return { to: after.temperature }
  const between = (line: number) => before.score < line !== after.score < line
  const milestone = model.milestones?.find(({ score }) => between(score))
  if (milestone && after.score > before.score) return { to: 'milestone', label: milestone.label }
  return between(model.mql.score) && after.score > before.score ? { to: 'mql' } : null
}

/** The nearest line up; null for a lead above all of them. */
export function nextLine(model: ScoreModel, { score, fit, temperature }: Standing): NextLine | null {
  const { hot, cold } = model.thresholds
  const lines: NextLine[] = [
    ...(temperature === 'cold' ? [{ line: { to: 'warm' } as const, score: cold.below - score, fit: 0 }] : []),
    ...(score < model.mql.score ? [{ line: { to: 'mql' } as const, score: model.mql.score - score, fit: 0 }] : []),
    ...(temperature === 'hot'
      ? []
      : [{ line: { to: 'hot' } as const, score: Math.max(0, hot.score - score), fit: Math.max(0, hot.fit - fit) }]),
    ...(model.milestones ?? [])
      .filter(milestone => milestone.score > score)
      .map(({ label, score: at }) => ({ line: { to: 'milestone', label } as const, score: at - score, fit: 0 })),
  ]
  return lines.toSorted((a, b) => Math.max(a.score, a.fit) - Math.max(b.score, b.fit))[0] ?? null
}

interface Ahead {
  readonly entries: readonly LedgerEntry[]
  readonly model: ScoreModel
  readonly at: number
}

const ORDER: readonly Heat[] = ['cold', 'warm', 'hot']
const DAY = 86_400_000
const AHEAD_DAYS = 730

/** When a lead cools to the next lower temperature if nothing happens, within two years. */
export function whenItCools({ entries, model, at }: Ahead): { readonly at: number; readonly to: Heat } | null {
  // Points only fade and penalties only fall due, so the first day can be searched by halves.
  const rankAt = (day: number) => ORDER.indexOf(foldLedger(entries, model, at + day * DAY).temperature)
  const rank = rankAt(0)
  if (rank === 0 || rankAt(AHEAD_DAYS) >= rank) return null
  let [warm, cool] = [0, AHEAD_DAYS]
  while (cool - warm > 1) {
    const middle = Math.floor((warm + cool) / 2)
    if (rankAt(middle) < rank) cool = middle
    else warm = middle
  }
  return { at: at + cool * DAY, to: ORDER[rankAt(cool)] ?? 'cold' }
}

/** A penalty whose day has not come. */
export interface Due {
  readonly id: string
  readonly reason: string
  /** What it will take off, limits considered; whole, below 0. */
  readonly points: number
  readonly at: number
}

const DUE_DAYS = 30
const DUE_SHOWN = 2

/** What falls due next if nothing happens, within a month: of each rule the first, the soonest first, two at most. */
export function penaltiesDue({ entries, model, at }: Ahead): Due[] {
  const ahead = entries
    .filter(
      entry => entry.points < 0 && entry.at > at && entry.at <= at + DUE_DAYS * DAY && entry.group === 'engagement',
    )
    .toSorted((a, b) => a.at - b.at)
  const first = [...new Map(ahead.toReversed().map(entry => [entry.ruleId, entry])).values()]
  return first
    .toSorted((a, b) => a.at - b.at)
    .map(({ id, reason, at: due }) => ({ id, reason, points: costOf(id, { entries, model, at: due }), at: due }))
    .filter(({ points }) => points < 0)
    .slice(0, DUE_SHOWN)
}

function costOf(id: string, { entries, model, at }: Ahead): number {
  const spared = entries.filter(entry => entry.id !== id)
  return foldLedger(entries, model, at).score - foldLedger(spared, model, at).score
}
