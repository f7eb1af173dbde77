import { z } from 'zod'
import type { Fact, Facts } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import type { BehaviorFact } from '../behavior.ts'
import { decaySchema } from '../decay.ts'

/** What a rule looks at: facts as they are at `at`, and the visitor's acts up to then, each once, oldest first. */
export interface Seen {
  readonly facts: Facts
  /** What people call an option of a fact. */
  readonly labels: (fact: string, value: string) => string
  readonly events: readonly BehaviorFact[]
  /** Other leads of the same company. */
  readonly colleagues: number
  readonly lastActiveAt: number
  readonly at: number
}

/** What a rule saw, kept as JSON in the ledger. */
export type Evidence = Readonly<Record<string, Fact | null>>

/** One ledger entry in the making. */
export interface Find {
  /** Tells the finds of one rule apart; left out by rules that find one thing at most. */
  readonly key?: string
  readonly points: number
  readonly reason: string
  readonly evidence: Evidence
  /** When it happened. */
  readonly at: number
  /** Does not fade: a state, or a penalty. */
  readonly lasting?: true
}

/** One kind of scoring rule: its settings, how it scores, and the most it can give. */
export interface RuleKind<Rule> {
  readonly schema: z.ZodType<Rule>
  readonly find: (rule: Rule, seen: Seen) => Find[]
  /** Upper bound of the points of one lead, given the questions of a flow (all facts when left out). May be Infinity. */
  readonly most: (rule: Rule, fields?: Flow['fields']) => number
}

/** Ids of rules: stable slugs, never words people read. */
export const ruleId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'Use small letters, digits, - and _.')
export const points = z.int().min(-1000).max(1000)
/** In words a salesperson understands. */
export const reason = z.string().trim().min(1).max(200)
export const glob = z.string().min(1).max(300)
/** The most that the entries of one rule count together, up and down each for itself. */
export const ruleCap = { cap: z.int().min(1).max(1000).optional() }
/** What every rule about acts may say. */
export const actParts = { ...ruleCap, decay: decaySchema.optional() }
