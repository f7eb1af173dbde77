import { type Facts, holds } from '#flows/condition.ts'
import { type BehaviorFact, pastBehavior } from './behavior.ts'
import type { LedgerEntry } from './ledger.ts'
import { type RegionalModel, regionalModel } from './regional-model.ts'
import type { Find, Seen } from './rules/define-rule.ts'
import { findsOf } from './rules/index.ts'
import type { Disqualifier, EngagementRule, ScoreModel } from './score-model.ts'

export interface ScoreInput {
  readonly model: ScoreModel
  readonly modelRevision: string
  /** Answers on the path, what they derive, and the context. */
  readonly facts: Facts
  /** What people call an option of a fact, for the reasons. */
  readonly labels: (fact: string, value: string) => string
  /** The visitor's acts, in any order; one id counts once. */
  readonly events: readonly BehaviorFact[]
  /** How many other leads the same company has. */
  readonly colleagues: number
  /** When the visitor last did anything, if that is later than the newest act (an answer, say). Default: that act, or `at` without one. */
  readonly lastActiveAt?: number
  readonly at: number
}

export interface Scored {
  /**
   * The whole ledger of the lead, by id. Ids are stable: scoring again gives the same row for the same thing, and a
   * stored row whose id is missing here no longer holds and must go.
   */
  readonly entries: LedgerEntry[]
  /** The first disqualifier that holds: its id (the fact `disqualified`) and its reason in words. */
  readonly disqualified: { readonly rule: string; readonly reason: string } | null
}

/** Turns facts and acts into ledger entries. Same input, same entries; entries of 0 points are left out. */
export function scoreLead(input: ScoreInput): Scored {
  const [disqualifier] = disqualifiersOf(input.model, input.facts)
  const disqualified = disqualifier ? { rule: disqualifier.id, reason: disqualifier.reason } : null
  return { entries: isScored(disqualifier) ? entriesOf(input) : [], disqualified }
}

/** Whoever works for a company on the workspace's list of competitors is left out by every model. */
const LISTED_COMPETITOR: Disqualifier = {
  id: 'competitor',
  when: { fact: 'account.competitor', is: true },
  reason: 'Works for a competitor',
  unscored: true,
}

/** The disqualifiers of a model in the order they count in, those of the workspace first. */
export function allDisqualifiers({ disqualify }: Pick<ScoreModel, 'disqualify'>): readonly Disqualifier[] {
  return [LISTED_COMPETITOR, ...disqualify]
}

/** The disqualifiers that hold, in order, but for those a person overruled for this lead. */
export function disqualifiersOf(model: Pick<ScoreModel, 'disqualify'>, facts: Facts): Disqualifier[] {
  return allDisqualifiers(model).filter(rule => facts[overruledFact(rule.id)] !== true && holds(rule.when, facts))
}

/** Name of the fact by which a disqualifier does not count for a lead. */
export function overruledFact(rule: string): string {
  return `overruled.${rule}`
}

function isScored(disqualifier: Disqualifier | undefined): boolean {
  return disqualifier?.unscored !== true
}

function entriesOf(input: ScoreInput): LedgerEntry[] {
  const regional = regionalModel(input.model, input.facts)
  const { fit: fitRules, engagement: acts } = regional?.model ?? input.model
  const seen = toSeen(input)
  const making = { revision: input.modelRevision, regional }
  const fit = fitRules.flatMap(rule => findsOf(rule, seen).map(find => toEntry(making, rule, find, null)))
  const engagement = acts.rules.flatMap(rule =>
    findsOf(rule, seen).map(find => toEntry(making, rule, find, { halfLifeDays: halfLifeOf(rule, find, acts) })),
  )
  return [...fit, ...engagement].filter(entry => entry.points !== 0)
}

function toSeen({ facts, labels, events, colleagues, lastActiveAt, at }: ScoreInput): Seen {
  const past = pastBehavior(events, at)
  const newest = past.at(-1)?.at
  const active = Math.max(newest ?? Number.NEGATIVE_INFINITY, lastActiveAt ?? Number.NEGATIVE_INFINITY)
  return {
    facts,
    labels,
    events: past,
    colleagues,
    at,
    lastActiveAt: Number.isFinite(active) ? Math.min(active, at) : at,
  }
}

interface Making {
  readonly revision: string
  readonly regional: RegionalModel | null
}

/** `fading` null = fit. */
function toEntry(
  { revision, regional }: Making,
  { id }: { readonly id: string },
  find: Find,
  fading: Pick<LedgerEntry, 'halfLifeDays'> | null,
): LedgerEntry {
  return {
    id: find.key === undefined ? id : `${id}:${find.key}`,
    group: fading ? 'engagement' : 'fit',
    ruleId: id,
    points: find.points,
    reason: find.reason,
    evidence: regional?.rules.has(id) ? { ...find.evidence, region: regional.region } : find.evidence,
    modelRevision: revision,
    at: find.at,
    halfLifeDays: fading?.halfLifeDays ?? null,
  }
}

/** Null for what does not fade, and for what fades by steps: those the fold knows from the model. */
function halfLifeOf(
  rule: EngagementRule,
  { lasting, points }: Find,
  { halfLifeDays, steps }: ScoreModel['engagement'],
) {
  if (lasting || rule.kind === 'recency') return null
  const decay = 'decay' in rule ? rule.decay : undefined
  if (decay) return 'halfLifeDays' in decay ? decay.halfLifeDays : null
  return points > 0 && steps === undefined ? halfLifeDays : null
}
