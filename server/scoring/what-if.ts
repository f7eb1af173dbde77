import { type FoldedLedger, foldLedger, type LedgerEntry } from './ledger.ts'
import type { Possible } from './possible.ts'
import { possibleActs } from './possible-acts.ts'
import { possibleAnswers, possibleColleague, possibleNews } from './possible-facts.ts'
import { type Due, type Line, lineBetween, type NextLine, nextLine, penaltiesDue, whenItCools } from './score-lines.ts'
import { type Known, type Outcome, type Supposing, supposingOf } from './suppose.ts'
import { type Heat, temperatureOf } from './temperature.ts'

export type { Due, Line } from './score-lines.ts'

export interface WhatIfInput extends Known {
  /** The ledger that the lead's score is read from. */
  readonly entries: readonly LedgerEntry[]
}

/** One thing that would change the score. */
export interface Change extends Omit<Possible, 'supposed'> {
  /** Other rules that the same thing settles; their points are among `points`. */
  readonly also: readonly AlsoSettled[]
  /** What the score would change by; whole, not 0. */
  readonly points: number
  readonly score: number
  /** Which line it would pass, if any. */
  readonly passes: Line | null
}

export interface AlsoSettled {
  readonly reason: string
  readonly points: number
  /** A penalty that is put off only: what was seen again may be left again. */
  readonly forNow: boolean
}

export interface WhatIf {
  /** The next line up; null for a lead above all lines. */
  readonly next: NextLine | null
  /** Nearest first: what passes a line before what does not; what is open or costs points before what would have to change. */
  readonly up: readonly Change[]
  readonly down: readonly Change[]
  /** Penalties to come if nothing happens, the soonest first. */
  readonly due: readonly Due[]
  /** When the lead cools to the next lower temperature if nothing happens, within two years. */
  readonly cools: { readonly at: number; readonly to: Heat } | null
}

const SHOWN = 4

/**
 * What would lift or lower a lead, each by itself: every answer it could give, what a CRM could tell, every act a rule looks
 * for and every penalty that could fall away is tried, and the lead scored again. Exact, not guessed: whoever does just that
 * gets just these points, with all that goes with it: a return, a silence that ends, limits, fading, regions, profiles.
 */
export function whatIf(input: WhatIfInput): WhatIf {
  const { entries, model, at } = input
  const supposing = supposingOf(input)
  if (supposing.asIs.disqualified) return { next: null, up: [], down: [], due: [], cools: null }
  const now = foldLedger(entries, model, at)
  const trying = { ...input, now }
  const changes = [...answerChanges(trying, supposing), ...ruleChanges(trying, supposing)]
  const ahead = { entries, model, at }
  return {
    next: nextLine(model, now),
    up: nearest(changes.filter(({ points }) => points > 0)),
    down: nearest(changes.filter(({ points, passes }) => points < 0 || passes?.to === 'disqualified')),
    due: penaltiesDue(ahead),
    cools: whenItCools(ahead),
  }
}

interface Trying extends WhatIfInput {
  /** The score that people see. */
  readonly now: FoldedLedger
}

function nearest(changes: readonly Change[]): Change[] {
  // A penalty that stands on the card comes with how it falls away, before what else may be done.
  const rank = ({ passes, open, what }: Change) =>
    (passes ? 0 : 4) + (open || what === 'lift' ? 0 : what === 'answer' ? 2 : 1)
  const sorted = changes.toSorted(
    (a, b) => rank(a) - rank(b) || Math.abs(b.points) - Math.abs(a.points) || a.acts - b.acts,
  )
  const seen = new Set<string>()
  return sorted
    .filter(({ what, reason }) => {
      const name = `${what} ${reason}`
      return !seen.has(name) && seen.add(name)
    })
    .slice(0, SHOWN)
}

/** Of each question the best and the worst answer. */
function answerChanges(input: Trying, supposing: Supposing): Change[] {
  return Object.entries(input.fields).flatMap(([id, field]) => {
    const changes = possibleAnswers(id, field, input).flatMap(possible => {
      const outcome = supposing.suppose(possible.supposed)
      const told = outcome.entries.find(
        ({ evidence }) => evidence.fact === id && `${id}:${evidence.value}` === possible.id,
      )
      return toChange(input, supposing, {
        possible: { ...possible, reason: told?.reason ?? possible.reason },
        outcome,
      })
    })
    const sorted = changes.sort((a, b) => b.points - a.points)
    return [...new Set([...sorted.slice(0, 1), ...sorted.slice(-1)])]
  })
}

/** Of each rule the easiest that changes its own points the way it changes the score. */
function ruleChanges(input: Trying, supposing: Supposing): Change[] {
  const { fit, engagement } = supposing.variant
  const possible = [
    ...fit.map(rule => {
      const people = rule.kind === 'account' && rule.signal === 'people' ? possibleColleague(rule, input) : []
      return [...people, ...possibleNews(rule, input)]
    }),
    ...engagement.rules.map(rule =>
      rule.kind === 'colleague' ? possibleColleague(rule, input) : possibleActs(rule, supposing, input.at),
    ),
  ]
  return possible.flatMap(alternatives => {
    for (const one of alternatives) {
      const outcome = supposing.suppose(one.supposed)
      const own = countedOf(outcome, one.id) - countedOf(supposing.asIs, one.id)
      const [change] = own === 0 ? [] : toChange(input, supposing, { possible: one, outcome })
      if (change && Math.sign(change.points) === Math.sign(own)) return [change]
    }
    return []
  })
}

function toChange(
  { model, now }: Trying,
  supposing: Supposing,
  { possible, outcome }: { readonly possible: Possible; readonly outcome: Outcome },
): Change[] {
  const { asIs } = supposing
  const points = outcome.folded.score - asIs.folded.score
  if (points === 0 && !outcome.disqualified) return []
  const score = now.score + points
  const fit = now.fit + outcome.folded.fit - asIs.folded.fit
  const after = { score, fit, temperature: temperatureOf({ score, fit }, model.thresholds) }
  const passes = outcome.disqualified ? ({ to: 'disqualified' } as const) : lineBetween(model, now, after)
  const { supposed: _told, ...told } = possible
  return [{ ...told, also: alsoSettled(possible, supposing, outcome), points, score, passes }]
}

/** Rules other than the one in question that count otherwise, since they find otherwise. */
function alsoSettled({ what, id }: Possible, { asIs, variant }: Supposing, outcome: Outcome): AlsoSettled[] {
  if (what === 'answer') return []
  const [before, after] = [byRule(asIs), byRule(outcome)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(rule => {
    const [was, is] = [before.get(rule) ?? NOTHING, after.get(rule) ?? NOTHING]
    if (rule === id || was.counted === is.counted || was.found === is.found) return []
    const isAbsence = variant.engagement.rules.some(one => one.id === rule && one.kind === 'absence')
    const forNow = isAbsence && outcome.entries.some(({ ruleId }) => ruleId === rule)
    return [{ reason: is.reason || was.reason, points: is.counted - was.counted, forNow }]
  })
}

interface OfRule {
  readonly counted: number
  /** Tells whether it finds the same. */
  readonly found: string
  readonly reason: string
}

const NOTHING: OfRule = { counted: 0, found: '', reason: '' }

function byRule({ folded }: Outcome): Map<string, OfRule> {
  const sums = new Map<string, OfRule>()
  for (const { ruleId, id, points, at, counted, reason } of folded.lines.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { counted: sum, found } = sums.get(ruleId) ?? NOTHING
    sums.set(ruleId, { counted: sum + counted, found: `${found} ${id} ${points} ${at}`, reason })
  }
  return sums
}

function countedOf({ folded }: Outcome, rule: string): number {
  return folded.lines.reduce((sum, line) => (line.ruleId === rule ? sum + line.counted : sum), 0)
}
