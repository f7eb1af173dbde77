import type { Fact, Facts } from '#flows/condition.ts'
import { factsOf } from '#flows/fields/index.ts'
import type { Field, Flow } from '#flows/flow.ts'
import { type Circumstances, deriveFacts } from './derive-facts.ts'
import { type FoldedLedger, foldLedger, type LedgerEntry } from './ledger.ts'
import { scoreLead } from './score.ts'
import type { EngagementRule, ScoreModel } from './score-model.ts'
import type { Heat } from './temperature.ts'

export interface WhatIfInput extends Circumstances {
  readonly model: ScoreModel
  readonly fields: Flow['fields']
  readonly labels: (fact: string, value: string) => string
  /** As scored, without what the model derives. */
  readonly facts: Facts
  readonly colleagues: number
  /** The lead's ledger by this model. */
  readonly entries: readonly LedgerEntry[]
  readonly at: number
}

/** One thing that would change the score. */
export interface Change {
  readonly what: 'answer' | 'act'
  /** The reason as the ledger would say it. */
  readonly reason: string
  /** An answer that is open still; false = it would have to turn out otherwise. */
  readonly open: boolean
  /** What the score would change by; whole, not 0. */
  readonly points: number
  readonly score: number
  /** Which line it would pass, if any. */
  readonly passes: Line | null
}

/** A line of the model. */
export type Line = { readonly to: Heat | 'mql' | 'disqualified' } | { readonly to: 'milestone'; readonly label: string }

export interface WhatIf {
  /** The next line up, with what is missing of score and of fit; null for a lead above all lines. */
  readonly next: { readonly line: Line; readonly score: number; readonly fit: number } | null
  /** Nearest first: what passes a line before what does not, what is open before what would have to change. */
  readonly up: readonly Change[]
  readonly down: readonly Change[]
  /** When the lead cools to the next lower temperature if nothing happens, within two years. */
  readonly cools: { readonly at: number; readonly to: Heat } | null
}

const SHOWN = 4
const DAY = 86_400_000
const AHEAD_DAYS = 730

/**
 * What would lift or lower a lead, each by itself: every answer it could give and every act a rule looks for is tried
 * on the ledger. Exact, not guessed: caps, fading, regions, profiles and disqualifiers are those of the model.
 */
export function whatIf(input: WhatIfInput): WhatIf {
  const now = foldLedger(input.entries, input.model, input.at)
  const disqualified = scoreFit(input, input.facts).disqualified
  if (disqualified) return { next: null, up: [], down: [], cools: null }
  const changes = [...answerChanges(input, now), ...actChanges(input, now)]
  return {
    next: nextLine(input.model, now),
    up: nearest(changes.filter(({ points }) => points > 0)),
    down: nearest(changes.filter(({ points, passes }) => points < 0 || passes?.to === 'disqualified')),
    cools: whenItCools(input, now),
  }
}

function nearest(changes: readonly Change[]): Change[] {
  const rank = ({ passes, open, what }: Change) => (passes ? 0 : 4) + (open ? 0 : what === 'act' ? 1 : 2)
  const sorted = changes.toSorted((a, b) => rank(a) - rank(b) || Math.abs(b.points) - Math.abs(a.points))
  const seen = new Set<string>()
  return sorted.filter(({ reason }) => !seen.has(reason) && seen.add(reason)).slice(0, SHOWN)
}

/** Every option of every single question that the lead has not chosen; the best and the worst of each. */
function answerChanges(input: WhatIfInput, now: FoldedLedger): Change[] {
  const acts = input.entries.filter(entry => entry.group === 'engagement')
  return Object.entries(input.fields).flatMap(([id, field]) => {
    if (!('options' in field) || field.kind === 'multi_choice') return []
    const current = input.facts[id]
    const open = current === undefined
    const changes = field.options.flatMap(({ id: option }): Change[] => {
      if (option === current) return []
      const { entries, disqualified } = scoreFit(input, answered(input.facts, { id, field, option }))
      const folded = foldLedger([...entries, ...(disqualified?.unscored ? [] : acts)], input.model, input.at)
      const points = folded.score - now.score
      if (points === 0 && !disqualified) return []
      const reason = reasonOf(input, entries, { id, option })
      const passes = disqualified ? ({ to: 'disqualified' } as const) : lineBetween(input.model, now, folded)
      return [{ what: 'answer', reason, open, points, score: folded.score, passes }]
    })
    const sorted = changes.sort((a, b) => b.points - a.points)
    return [...new Set([...sorted.slice(0, 1), ...sorted.slice(-1)])]
  })
}

function answered(facts: Facts, { id, field, option }: { id: string; field: Field; option: string }): Facts {
  const kept = Object.entries(facts).filter(([name]) => name !== id && !name.startsWith(`${id}.`))
  return { ...Object.fromEntries(kept), ...factsOf(id, field, option) }
}

function reasonOf(input: WhatIfInput, entries: readonly LedgerEntry[], { id, option }: { id: string; option: string }) {
  const entry = entries.find(({ evidence }) => evidence.fact === id && evidence.value === option)
  return entry?.reason ?? `${wordsOf(id)}: ${input.labels(id, option)}`
}

function wordsOf(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The fit entries for these facts, and the disqualifier that holds. */
function scoreFit({ model, labels, colleagues, at, ...circumstances }: WhatIfInput, facts: Facts) {
  const derived = deriveFacts(model, facts, circumstances)
  const scored = scoreLead({ model, modelRevision: '', facts: derived, labels, events: [], colleagues, at })
  const held = model.disqualify.find(({ id }) => id === scored.disqualified?.rule)
  const entries = scored.entries.filter(entry => entry.group === 'fit')
  return { entries, disqualified: held ? { unscored: held.unscored === true } : null }
}

/** Every act that a rule looks for, done now. */
function actChanges({ model, entries, at }: WhatIfInput, now: FoldedLedger): Change[] {
  return model.engagement.rules.flatMap((rule): Change[] => {
    const after = withAct(rule, { entries, at, halfLifeDays: model.engagement.halfLifeDays })
    if (!after) return []
    const folded = foldLedger(after, model, at)
    const points = folded.score - now.score
    if (points === 0) return []
    const passes = lineBetween(model, now, folded)
    return [{ what: 'act', reason: rule.reason, open: false, points, score: folded.score, passes }]
  })
}

interface Acting {
  readonly entries: readonly LedgerEntry[]
  readonly at: number
  readonly halfLifeDays: number | null
}

/** The ledger once more after the act of a rule; null for rules that one act says nothing about. */
function withAct(rule: EngagementRule, { entries, at, halfLifeDays }: Acting): LedgerEntry[] | null {
  const own = entries.filter(entry => entry.ruleId === rule.id)
  const others = entries.filter(entry => entry.ruleId !== rule.id)
  const make = (points: number, key = ''): LedgerEntry => ({
    id: `${rule.id}${key}`,
    group: 'engagement',
    ruleId: rule.id,
    points,
    reason: rule.reason,
    evidence: {} as Readonly<Record<string, Fact | null>>,
    modelRevision: '',
    at,
    halfLifeDays: own[0]?.halfLifeDays ?? halfLifeOf(rule, halfLifeDays),
  })
  switch (rule.kind) {
    case 'event': {
      if (rule.points === 0) return null
      if (rule.times === 'once') return [...others, make(rule.points)]
      const kept =
        rule.max === undefined ? own : own.toSorted((a, b) => b.at - a.at).slice(0, Math.max(0, rule.max - 1))
      return [...others, ...kept, make(rule.points, ':what-if')]
    }
    case 'return':
    case 'sequence':
      return rule.points === 0 ? null : [...others, make(rule.points)]
    case 'recency':
      return [...others, make(rule.steps[0]?.points ?? 0)]
    default:
      return null
  }
}

function halfLifeOf(rule: EngagementRule, ofModel: number | null): number | null {
  const decay = 'decay' in rule ? rule.decay : undefined
  if (rule.kind === 'recency') return null
  return decay ? ('halfLifeDays' in decay ? decay.halfLifeDays : null) : ofModel
}

const ORDER: readonly Heat[] = ['cold', 'warm', 'hot']

/** The most telling line between two scores: temperature first, then milestones, then MQL. */
function lineBetween(model: ScoreModel, before: FoldedLedger, after: FoldedLedger): Line | null {
  if (before.temperature !== after.temperature) return { to: after.temperature }
  const between = (line: number) => before.score < line !== after.score < line
  const milestone = model.milestones?.find(({ score }) => between(score))
  if (milestone && after.score > before.score) return { to: 'milestone', label: milestone.label }
  return between(model.mql.score) && after.score > before.score ? { to: 'mql' } : null
}

function nextLine(model: ScoreModel, { score, fit, temperature }: FoldedLedger): WhatIf['next'] {
  const { hot, cold } = model.thresholds
  const lines: { line: Line; score: number; fit: number }[] = [
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

/** Points only fade and penalties only fall due, so the first day can be searched by halves. */
function whenItCools({ entries, model, at }: WhatIfInput, now: FoldedLedger): WhatIf['cools'] {
  const rankAt = (day: number) => ORDER.indexOf(foldLedger(entries, model, at + day * DAY).temperature)
  const rank = ORDER.indexOf(now.temperature)
  if (rank === 0 || rankAt(AHEAD_DAYS) >= rank) return null
  let [warm, cool] = [0, AHEAD_DAYS]
  while (cool - warm > 1) {
    const middle = Math.floor((warm + cool) / 2)
    if (rankAt(middle) < rank) cool = middle
    else warm = middle
  }
  return { at: at + cool * DAY, to: ORDER[rankAt(cool)] ?? 'cold' }
}
