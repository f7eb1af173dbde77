import { type Design, fitLogistic, type Logistic, logLoss, logOdds } from './logistic.ts'
import { at } from './solve-symmetric.ts'

export interface Training {
  readonly design: Design
  readonly width: number
  readonly outcomes: readonly number[]
  readonly weights: readonly number[]
  readonly prior?: readonly number[]
}

export interface ChosenStrength {
  readonly strength: number
  /** Log odds of each row by the model that did not see its fold. */
  readonly heldOut: readonly number[]
  /** Mean loss a row for each strength tried. */
  readonly tried: readonly { readonly strength: number; readonly loss: number }[]
}

const FOLDS = 5
export const STRENGTHS = [0.3, 1, 3, 10, 30, 100] as const

/**
 * The strength whose models predict the leads they have not seen best (k-fold cross-validation by mean log loss;
 * Hastie, Tibshirani & Friedman, 7.10). Folds are dealt out in the order of the rows, each outcome by itself, so the
 * same rows give the same answer. Of equals the stronger wins. Null when no fold has both outcomes on both sides.
 */
export function chooseStrength(
  training: Training,
  strengths: readonly number[] = STRENGTHS,
  folds = FOLDS,
): ChosenStrength | null {
  const fold = dealFolds(training.outcomes, folds)
  // Of each fold, the model of the strength before: the next one is near.
  const models = new Map<number, Logistic>()
  const results = strengths.map(strength => heldOutOdds(training, { strength, fold, folds, models }))
  let best: ChosenStrength | null = null
  const tried: { strength: number; loss: number }[] = []
  for (const [index, heldOut] of results.entries()) {
    const strength = at(strengths, index)
    if (!heldOut) continue
    const loss = meanLoss(heldOut, training)
    tried.push({ strength, loss })
    if (!best || loss <= Math.min(...tried.slice(0, -1).map(one => one.loss))) best = { strength, heldOut, tried }
  }
  return best
}

/** 0, 1, … folds − 1 in turn, by itself for those that won and those that did not. */
export function dealFolds(outcomes: readonly number[], folds: number): number[] {
  const dealt = [0, 0]
  return outcomes.map(outcome => {
    const turn = at(dealt, outcome)
    dealt[outcome] = turn + 1
    return turn % folds
  })
}

interface Folding {
  readonly strength: number
  /** Of each row. */
  readonly fold: readonly number[]
  readonly folds: number
  readonly models: Map<number, Logistic>
}

function heldOutOdds(training: Training, { strength, fold, folds, models }: Folding): number[] | null {
  const heldOut = new Array<number>(training.design.length).fill(0)
  for (let part = 0; part < folds; part++) {
    const weights = training.weights.map((weight, row) => (fold[row] === part ? 0 : weight))
    const model = fitLogistic({ ...training, weights, strength, from: models.get(part) })
    if (!model) return null
    models.set(part, model)
    for (const [row, active] of training.design.entries()) {
      if (fold[row] === part) heldOut[row] = logOdds(model, active)
    }
  }
  return heldOut
}

function meanLoss(odds: readonly number[], { outcomes, weights }: Training): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return odds.reduce((sum, one, row) => sum + at(weights, row) * logLoss(one, at(outcomes, row)), 0) / total
}
