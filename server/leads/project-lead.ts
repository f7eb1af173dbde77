import type { Facts } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { DEFAULT_RULES, type LifecycleRules } from '../lifecycle/lifecycle-rules.ts'
import { type Standing, stageSignals } from '../lifecycle/stage-signals.ts'
import type { Release } from '../publishing/live.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { deriveFacts } from '../scoring/derive-facts.ts'
import { flagScore } from '../scoring/flag-score.ts'
import { type FoldedLedger, foldLedger, type LedgerEntry } from '../scoring/ledger.ts'
import { scoreLead } from '../scoring/score.ts'
import { type Stage, stageOf } from '../scoring/stage.ts'
import { standingFacts } from '../scoring/standing-facts.ts'

export interface ProjectionInput {
  readonly release: Pick<Release, 'flow' | 'model' | 'modelRevision'>
  /** Of all conversations of the person, the newest answer each. */
  readonly facts: Facts
  readonly events: readonly BehaviorFact[]
  /** Other leads of the same company. */
  readonly colleagues: number
  /** Booked a time, or asked for a demo or a person. */
  readonly askedForSales: boolean
  /** Where the lead stands; left out for a new one. */
  readonly current?: Standing
  /** How leads of the workspace move; left out = the defaults. */
  readonly lifecycle?: LifecycleRules
  /** When the person last did or answered anything. */
  readonly lastActiveAt?: number
  /** When they first wrote to us; left out = now. */
  readonly requestedAt?: number
  /** Where they came from first. */
  readonly source?: string
  readonly at: number
}

/** What a lead comes to, from everything known: always computed whole, never patched. */
export interface Projection {
  /** As scored: with what the model makes of them (`profile.*`, `persona.*`, `flag.*`, `context.*`). */
  readonly facts: Facts
  readonly entries: readonly LedgerEntry[]
  readonly folded: FoldedLedger
  readonly temperature: 'hot' | 'warm' | 'cold' | 'dead' | 'disqualified'
  readonly stage: Stage
  readonly disqualified: { readonly rule: string; readonly reason: string } | null
}

/** Scores the facts and acts and derives the stage. Pure. */
export function projectLead(input: ProjectionInput): Projection {
  const { release, events, colleagues, current, lastActiveAt, requestedAt = input.at, source, at } = input
  const { model, modelRevision, flow } = release
  const completeness = () => completenessOf(flow, input.facts)
  const facts = deriveFacts(model, input.facts, { requestedAt, ...(source && { source }), completeness })
  const { entries, disqualified } = scoreLead({
    model,
    modelRevision,
    facts,
    labels: (fact, value) => labelOf(flow, fact, value),
    events,
    colleagues,
    ...(lastActiveAt === undefined ? {} : { lastActiveAt }),
    at,
  })
  const folded = foldLedger(entries, model, at)
  const signals = stageSignals({
    rules: input.lifecycle ?? DEFAULT_RULES,
    events,
    facts: { ...facts, ...standingFacts(folded, model), temperature: folded.temperature },
    at,
    ...(current && { current }),
    ...(lastActiveAt !== undefined && { lastActiveAt }),
  })
  const stage = stageOf({
    model,
    score: folded.score,
    disqualified: disqualified !== null,
    askedForSales: input.askedForSales || signals.askedForSales,
    interested: signals.interested,
    forSales: signals.forSales,
    overdue: signals.overdue,
    ...(current && { current: current.stage, setByPerson: current.setByPerson }),
    ...(current?.before && { before: current.before }),
  })
  const heat = folded.temperature === 'cold' && signals.silent ? 'dead' : folded.temperature
  return {
    facts: flagScore(model, facts, folded),
    entries,
    folded,
    disqualified,
    stage,
    temperature: disqualified ? 'disqualified' : heat,
  }
}

const QUALIFIED: ReadonlySet<Stage> = new Set(['mql', 'sal', 'sql', 'opportunity', 'customer'])

/** Worth a salesperson's or marketer's work: the visitor was sent to sales, or the lead is an MQL or beyond. */
export function isQualified({ outcome, stage }: { readonly outcome: string; readonly stage: Stage }): boolean {
  if (stage === 'disqualified') return false
  return outcome === 'sales' || QUALIFIED.has(stage)
}

/** Share of the questions that were answered, in percent; of no questions all are. */
export function completenessOf({ fields, steps }: Flow, facts: Facts): number {
  const asked = new Set(steps.flatMap(step => (step.kind === 'ask' && fields[step.field] ? [step.field] : [])))
  if (asked.size === 0) return 100
  const answered = [...asked].filter(field => isAnswered(field, facts)).length
  return Math.round((100 * answered) / asked.size)
}

/** Some fields give parts only: a name `name.first`, an address `email.domain`. */
function isAnswered(field: string, facts: Facts): boolean {
  return facts[field] !== undefined || Object.keys(facts).some(name => name.startsWith(`${field}.`))
}

/** What people call an option of a fact. */
export function labelOf(flow: Flow, fact: string, value: string): string {
  const field = flow.fields[fact]
  const options = field && 'options' in field ? field.options : []
  return options.find(option => option.id === value)?.label ?? value
}
