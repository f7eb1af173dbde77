import type { Facts } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { DEFAULT_RULES, type LifecycleRules } from '../lifecycle/lifecycle-rules.ts'
import { type Standing, stageSignals } from '../lifecycle/stage-signals.ts'
import type { Release } from '../publishing/live.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { type FoldedLedger, foldLedger, type LedgerEntry } from '../scoring/ledger.ts'
import { scoreLead } from '../scoring/score.ts'
import { type Stage, stageOf } from '../scoring/stage.ts'

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
  readonly at: number
}

/** What a lead comes to, from everything known: always computed whole, never patched. */
export interface Projection {
  readonly entries: readonly LedgerEntry[]
  readonly folded: FoldedLedger
  readonly temperature: 'hot' | 'warm' | 'cold' | 'dead' | 'disqualified'
  readonly stage: Stage
  readonly disqualified: { readonly rule: string; readonly reason: string } | null
}

/** Scores the facts and acts and derives the stage. Pure. */
export function projectLead(input: ProjectionInput): Projection {
  const { release, facts, events, colleagues, current, lastActiveAt, at } = input
  const { model, modelRevision, flow } = release
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
    overdue: signals.overdue,
    ...(current && { current: current.stage, setByPerson: current.setByPerson }),
    ...(current?.before && { before: current.before }),
  })
  const heat = folded.temperature === 'cold' && signals.silent ? 'dead' : folded.temperature
  return { entries, folded, disqualified, stage, temperature: disqualified ? 'disqualified' : heat }
}

const QUALIFIED: ReadonlySet<Stage> = new Set(['mql', 'sal', 'sql', 'opportunity', 'customer'])

/** Worth a salesperson's or marketer's work: the visitor was sent to sales, or the lead is an MQL or beyond. */
export function isQualified({ outcome, stage }: { readonly outcome: string; readonly stage: Stage }): boolean {
  if (stage === 'disqualified') return false
  return outcome === 'sales' || QUALIFIED.has(stage)
}

function labelOf(flow: Flow, fact: string, value: string): string {
  const field = flow.fields[fact]
  const options = field && 'options' in field ? field.options : []
  return options.find(option => option.id === value)?.label ?? value
}
