import { type Condition, type Facts, holds, matchesGlob } from '#flows/condition.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import type { Stage } from '../scoring/stage.ts'
import type { LifecycleRules } from './lifecycle-rules.ts'

/** Where a lead stands before its rules are looked at again. */
export interface Standing {
  readonly stage: Stage
  /** A person or the CRM put it there. */
  readonly setByPerson: boolean
  /** Since when it stands there. */
  readonly since?: number
  /** Where it stood when a rule disqualified it. */
  readonly before?: Stage
}

export interface SignalsInput {
  readonly rules: LifecycleRules
  /** What the person did; in any order. */
  readonly events: readonly BehaviorFact[]
  /** What the conditions of the rules read; left out = none of them is looked at. */
  readonly facts?: Facts
  readonly current?: Standing
  readonly lastActiveAt?: number
  readonly at: number
}

export interface StageSignals {
  /** Asked for sales by an act that was told by another system. */
  readonly askedForSales: boolean
  /** Looked at what the team calls its features, or is whom the team counts as interested. */
  readonly interested: boolean
  /** Is whom the team gives to sales whatever the score. */
  readonly forSales: boolean
  /** Held or silent for so long that marketing has it again, or nobody for sales any more. */
  readonly overdue: boolean
  /** Nothing was heard for so long that a cold lead is dead. */
  readonly silent: boolean
}

/** Acts by which somebody asks for a person. */
const ASKS: ReadonlySet<string> = new Set(['demo_requested', 'quote_requested', 'contact_requested'])

const DAY = 86_400_000

/**
 * What acts, facts and time say for the next stage. Pure. Of a lead that marketing has again only what came since counts:
 * otherwise yesterday's demo request would hand it over again. What is so (a condition that holds) lifts nobody whom
 * marketing has again or a person put where they are.
 */
export function stageSignals({ rules, events, facts, current, lastActiveAt, at }: SignalsInput): StageSignals {
  const { holdDays, silentDays } = rules.recycle
  const from = current?.stage === 'recycled' || current?.setByPerson ? (current.since ?? 0) : Number.NEGATIVE_INFINITY
  const fresh = events.filter(event => event.at > from && event.at <= at)
  const idle = at - (lastActiveAt ?? at)
  const standing = at - (current?.since ?? at)
  const held = current?.stage === 'hold' && isOver(standing, holdDays)
  const so = (condition: Condition | undefined) =>
    condition !== undefined && facts !== undefined && holds(condition, facts)
  const free = current?.stage !== 'recycled' && !current?.setByPerson
  const dropped = (current?.stage === 'hold' || (current?.stage === 'sal' && free)) && so(rules.recycle.when)
  const forgotten = current?.stage === 'sal' && isOver(Math.min(idle, standing), silentDays)
  return {
    askedForSales: fresh.some(event => ASKS.has(event.type)),
    interested:
      fresh.some(event => event.type === 'page_viewed' && isFeature(rules, event.path)) || (free && so(rules.mql.when)),
    forSales: free && so(rules.sal?.when),
    overdue: held || forgotten || dropped,
    silent: isOver(idle, rules.dead.days),
  }
}

function isOver(time: number, limit: number | null): boolean {
  return limit !== null && time >= limit * DAY
}

function isFeature({ mql }: LifecycleRules, path: string): boolean {
  return mql.pages.some(page => matchesGlob(page, path))
}
