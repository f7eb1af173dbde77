import { gatherEvidence, type LeakEvidence } from './leak-evidence.ts'
import type { Column } from './table.ts'

/**
 * Why a column is not to be learnt from.
 * `written_later`: its values came after capture. `settles`: it all but tells the outcome. `too_good`: alone it tells far
 * more than any other. `filled_after`: being filled in tells the outcome. `sales_note`: what sales writes down, and it shows.
 * `kept_current`: overwritten later on. `other_score`: another system's score. `sales_column`: sales' own, by its name.
 */
export type LeakCode =
  | 'written_later'
  | 'settles'
  | 'too_good'
  | 'filled_after'
  | 'sales_note'
  | 'kept_current'
  | 'other_score'
  | 'sales_column'

export interface Leak {
  readonly name: string
  readonly code: LeakCode
  /** `leak`: the outcomes show it. `doubt`: nothing but its name does; left out to be safe. */
  readonly kind: 'leak' | 'doubt'
  /** In words, with the counts it rests on. */
  readonly reason: string
  readonly auc: number
}

export interface LeakInput {
  readonly columns: readonly Column[]
  readonly outcomes: readonly number[]
  /** By column, for each row whether its value was written after capture, where that is known. */
  readonly written?: ReadonlyMap<string, readonly boolean[]>
}

/**
 * Finds the facts that were known only once the outcome was: a model that learns from them looks brilliant on past leads
 * and knows nothing about new ones. Leaks first, then doubts; in each the strongest first. Needs both outcomes.
 */
export function findLeaks({ columns, outcomes, written }: LeakInput): Leak[] {
  const evidence = columns.map(column => gatherEvidence(column, { outcomes, written: written?.get(column.name) }))
  const honest = Math.max(0.5, ...evidence.filter(looksHonest).map(one => one.auc))
  return evidence
    .flatMap(one => judge(one, honest) ?? [])
    .sort(
      (a, b) => Number(a.kind === 'doubt') - Number(b.kind === 'doubt') || b.auc - a.auc || (a.name < b.name ? -1 : 1),
    )
}

const NOTES = 0.3

function isSales(one: LeakEvidence): boolean {
  return one.lateName === 'verdict' || one.saidAfter >= NOTES
}

/** What the suspects are measured by. */
function looksHonest(one: LeakEvidence): boolean {
  return one.auc < 0.85 && !isSales(one) && one.lateName === null
}

function judge(one: LeakEvidence, honest: number): Leak | null {
  const leak = (code: LeakCode, reason: string): Leak => ({ name: one.name, code, kind: 'leak', reason, auc: one.auc })
  const doubt = (code: LeakCode, reason: string): Leak => ({ ...leak(code, reason), kind: 'doubt' })
  if (one.writtenLater !== null && one.writtenLater >= 0.2) return leak('written_later', writtenLater(one))
  if (one.certain >= 0.5) return leak('settles', settles(one))
  if (one.filledAuc >= 0.85) return leak('filled_after', filledAfter(one))
  if (isTooGood(one, honest)) return leak('too_good', tooGood(one, honest))
  if (isSales(one) && (one.auc >= 0.7 || one.certain >= 0.1 || one.filledAuc >= 0.65)) {
    return leak('sales_note', salesNote(one))
  }
  if (one.lateName === 'overwritten') {
    return doubt(
      'kept_current',
      'By its name it is kept up to date, so past leads show how it ended, not how it began.',
    )
  }
  if (one.lateName === 'other_score') {
    return doubt('other_score', 'By its name it is a score of its own, which may have been computed after the outcome.')
  }
  if (one.lateName === 'verdict') {
    return doubt('sales_column', 'By its name sales fills it in, though the outcomes do not show it.')
  }
  return null
}

/** Alone as good as whole models are, and out of line with every other column. */
function isTooGood({ auc }: LeakEvidence, honest: number): boolean {
  return auc >= 0.97 || (auc >= 0.88 && auc - honest >= 0.07) || (auc >= 0.82 && auc - honest >= 0.12)
}

function writtenLater(one: LeakEvidence): string {
  return `${percent(one.writtenLater ?? 0)} of its values were written after the lead was captured, so a new lead does not have it yet.`
}

function settles({ certain, tell }: LeakEvidence): string {
  return `It settles ${percent(certain)} of all outcomes by itself${tell ? `: ${example(tell)}` : ''}. No honest fact does.`
}

function filledAfter({ filledWon, filledLost }: LeakEvidence): string {
  return `It is filled in for ${percent(filledWon)} of those who became customers and ${percent(filledLost)} of the others: being filled in is a sign of the outcome, not a reason for it.`
}

function tooGood({ auc }: LeakEvidence, honest: number): string {
  return `Alone it tells customers from others with an AUC of ${auc.toFixed(2)}; the best of the other facts reaches ${honest.toFixed(2)}. Facts known at capture are rarely that good.`
}

function salesNote(one: LeakEvidence): string {
  const what =
    one.saidAfter >= NOTES
      ? `${percent(one.saidAfter)} of its values read like notes of someone who had already talked to the lead`
      : 'By its name it holds what sales thought of the lead'
  const shown = one.tell
    ? `: ${example(one.tell)}`
    : `, and it is filled in for ${percent(one.filledWon)} of customers and ${percent(one.filledLost)} of the others`
  return `${what}${shown}.`
}

function example({ value, leads, won }: NonNullable<LeakEvidence['tell']>): string {
  return `of ${leads} leads with “${value}” ${won === 0 ? 'none' : won} became customers`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
