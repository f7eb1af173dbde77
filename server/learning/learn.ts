import { type Calibration, calibrate } from './calibration.ts'
import { chooseStrength, type Training } from './cross-validate.ts'
import { columnsOfLevel, type EncodedFact, type EncodeOptions, learnLevels, toDesign, widthOf } from './encode.ts'
import { fitLogistic, type Logistic, logOdds } from './logistic.ts'
import { at } from './solve-symmetric.ts'
import type { Column } from './table.ts'

/** Points that a person wrote for a level of a fact; undefined = they did not think of that fact. */
export type HandPoints = (fact: EncodedFact, level: number) => number | undefined

export interface LearnInput {
  readonly columns: readonly Column[]
  /** 1 = became a customer, 0 = did not; one for each lead. */
  readonly outcomes: readonly number[]
  /** How much each lead counts (`censoringWeights`). Default 1. */
  readonly weights?: readonly number[]
  readonly hand?: HandPoints
  readonly encode?: EncodeOptions
}

export interface Learned {
  readonly facts: readonly EncodedFact[]
  readonly model: Logistic
  /** λ, by cross-validation. */
  readonly strength: number
  /** Log odds of each lead by a model that had not seen it. */
  readonly heldOut: readonly number[]
  /** Log odds that one hand-written point is worth in these outcomes; 0 when the points say nothing or the wrong way round. */
  readonly oddsPerPoint: number
  /** The points written by hand, for each column of the design. */
  readonly hand: readonly number[]
  /** From log odds to probability, by the leads that were held out. */
  readonly calibration: Calibration
}

export type LearnProblem = 'no_leads' | 'one_outcome' | 'no_facts' | 'too_few'

export type LearnResult =
  | { readonly ok: true; readonly learned: Learned }
  | { readonly ok: false; readonly problem: LearnProblem }

/**
 * Learns how much each level of each fact says about the outcome: regularised logistic regression whose prior mean are the
 * hand-written points, scaled to these outcomes. With few leads the answer stays near those; with many it follows the
 * outcomes. Strength by cross-validation. The same leads give the same answer. Never NaN: what cannot be learnt is a problem.
 */
export function learn(input: LearnInput): LearnResult {
  const problem = problemOf(input)
  if (problem) return { ok: false, problem }
  const facts = learnLevels(input.columns, input.encode)
  if (facts.length === 0) return { ok: false, problem: 'no_facts' }
  const design = toDesign(facts, input.columns)
  const weights = input.weights ?? input.outcomes.map(() => 1)
  const hand = handColumns(facts, input.hand)
  const oddsPerPoint = worthOfPoint({ design, hand, outcomes: input.outcomes, weights })
  const training: Training = {
    design,
    width: widthOf(facts),
    outcomes: input.outcomes,
    weights,
    prior: hand.map(points => points * oddsPerPoint),
  }
  const chosen = chooseStrength(training)
  const model = chosen && fitLogistic({ ...training, strength: chosen.strength })
  const calibration = chosen && calibrate({ scores: chosen.heldOut, outcomes: input.outcomes, weights })
  if (!chosen || !model || !calibration) return { ok: false, problem: 'too_few' }
  const { strength, heldOut } = chosen
  return { ok: true, learned: { facts, model, strength, heldOut, oddsPerPoint, hand, calibration } }
}

/** Log odds of leads the model may not have seen. */
export function oddsOf({ facts, model }: Pick<Learned, 'facts' | 'model'>, columns: readonly Column[]): number[] {
  return toDesign(facts, columns).map(row => logOdds(model, row))
}

function problemOf({ outcomes, weights }: LearnInput): LearnProblem | null {
  const counting = outcomes.filter((_, row) => (weights ? at(weights, row) > 0 : true))
  if (counting.length === 0) return 'no_leads'
  return new Set(counting).size < 2 ? 'one_outcome' : null
}

/** Ranges turn on the columns below them too, so each of their columns holds the step from its lower neighbour. */
function handColumns(facts: readonly EncodedFact[], hand: HandPoints | undefined): number[] {
  const columns = new Array<number>(widthOf(facts)).fill(0)
  for (const fact of facts) {
    for (const level of fact.levels.keys()) {
      const [top, ...lower] = columnsOfLevel(fact, level).toReversed()
      if (top === undefined) continue
      const below = lower.reduce((sum, column) => sum + at(columns, column), 0)
      columns[top] = (hand?.(fact, level) ?? 0) - below
    }
  }
  return columns
}

interface Handwritten {
  readonly design: Training['design']
  readonly hand: readonly number[]
  readonly outcomes: readonly number[]
  readonly weights: readonly number[]
}

function worthOfPoint({ design, hand, outcomes, weights }: Handwritten): number {
  if (hand.every(points => points === 0)) return 0
  const scores = design.map(row => row.reduce((sum, column) => sum + at(hand, column), 0))
  return Math.max(0, calibrate({ scores, outcomes, weights })?.slope ?? 0)
}
