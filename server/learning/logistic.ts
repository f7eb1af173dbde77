import { at, solveSymmetric } from './solve-symmetric.ts'

/** Rows of a design of zeros and ones: for each row the columns that are one, each once. */
export type Design = readonly (readonly number[])[]

export interface LogisticInput {
  readonly design: Design
  /** How many columns there are. */
  readonly width: number
  /** 1 = it happened, 0 = it did not; one for each row. */
  readonly outcomes: readonly number[]
  /** How much each row counts, ≥ 0. */
  readonly weights: readonly number[]
  /** λ > 0: how strongly coefficients are drawn to `prior`. */
  readonly strength: number
  /** What the coefficients are drawn to, `width` numbers. Default: zeros. */
  readonly prior?: readonly number[]
  /** Where to begin, if that is nearer than the prior: an answer to a like problem. It changes the way, not the end. */
  readonly from?: Logistic | undefined
}

export interface Logistic {
  /** Log odds of a row without any column. Not drawn anywhere. */
  readonly intercept: number
  readonly coefficients: readonly number[]
}

const MOST_STEPS = 60
const MOST_HALVINGS = 40

/**
 * Minimises Σ wᵢ·log(1 + exp(−sᵢ·(a + xᵢ·β))) + λ/2·Σ(βⱼ − μⱼ)², s = ±1, by Newton's method (iteratively reweighted
 * least squares; Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 4.4.1 and 3.4.1) with halved steps,
 * so that the loss never rises. λ > 0 keeps β finite on separable data; μ ≠ 0 is a normal prior with that mean.
 * Null when the rows that count have one outcome only: there is no finite answer then.
 */
export function fitLogistic(input: LogisticInput): Logistic | null {
  const rows = input.design.flatMap((columns, index): Row[] => {
    const weight = at(input.weights, index)
    if (weight <= 0) return []
    const active = Int32Array.from([...columns, input.width]).sort()
    return [{ active, weight, outcome: at(input.outcomes, index) }]
  })
  if (new Set(rows.map(row => row.outcome)).size < 2) return null
  const problem = { rows, width: input.width, strength: input.strength, prior: toPrior(input) }
  let current = start(problem, input.from)
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = newtonStep(problem, current.values)
    if (!direction) break
    const next = descend(problem, current, direction)
    const moved = current.loss - next.loss
    current = next
    if (moved <= 1e-10 * (1 + current.loss)) break
  }
  const coefficients = Array.from(current.values.subarray(0, input.width))
  return { intercept: current.values[input.width] ?? 0, coefficients }
}

/** Log odds of one row. */
export function logOdds(model: Logistic, row: readonly number[]): number {
  return row.reduce((sum, column) => sum + at(model.coefficients, column), model.intercept)
}

/** 1 / (1 + e⁻ˣ), without overflow. */
export function logistic(value: number): number {
  if (value >= 0) return 1 / (1 + Math.exp(-value))
  const power = Math.exp(value)
  return power / (1 + power)
}

/** −log of the probability given to what happened, from log odds; without overflow. */
export function logLoss(odds: number, outcome: number): number {
  const signed = outcome === 1 ? odds : -odds
  return signed > 0 ? Math.log1p(Math.exp(-signed)) : -signed + Math.log1p(Math.exp(signed))
}

interface Row {
  /** The columns that are one, ascending; the intercept is the last. */
  readonly active: Int32Array
  readonly weight: number
  readonly outcome: number
}

interface Problem {
  readonly rows: readonly Row[]
  readonly width: number
  readonly strength: number
  readonly prior: Float64Array
}

interface Point {
  /** Coefficients, then the intercept. */
  readonly values: Float64Array
  readonly loss: number
}

function toPrior({ width, prior }: LogisticInput): Float64Array {
  return Float64Array.from({ length: width }, (_, column) => at(prior ?? [], column))
}

/** At the prior, with the intercept of the share that happened. */
function start(problem: Problem, from: Logistic | undefined): Point {
  const all = problem.rows.reduce((sum, row) => sum + row.weight, 0)
  const won = problem.rows.reduce((sum, row) => sum + row.weight * row.outcome, 0)
  const values = Float64Array.from([...problem.prior, Math.log(won / (all - won))])
  const begin = { values, loss: lossAt(problem, values) }
  if (!from) return begin
  const known = Float64Array.from([...from.coefficients, from.intercept])
  const loss = lossAt(problem, known)
  return loss < begin.loss ? { values: known, loss } : begin
}

function oddsOf(values: Float64Array, active: Int32Array): number {
  let sum = 0
  for (const column of active) sum += values[column] ?? 0
  return sum
}

function lossAt(problem: Problem, values: Float64Array): number {
  let loss = 0
  for (const { active, weight, outcome } of problem.rows) loss += weight * logLoss(oddsOf(values, active), outcome)
  for (let column = 0; column < problem.width; column++) {
    loss += (problem.strength / 2) * ((values[column] ?? 0) - (problem.prior[column] ?? 0)) ** 2
  }
  return loss
}

/** H⁻¹·g: what to take away. Null when the Hessian cannot be solved. */
function newtonStep(problem: Problem, values: Float64Array): Float64Array | null {
  const size = problem.width + 1
  const hessian = new Float64Array(size * size)
  const gradient = new Float64Array(size)
  for (let column = 0; column < problem.width; column++) {
    gradient[column] = problem.strength * ((values[column] ?? 0) - (problem.prior[column] ?? 0))
    hessian[column * size + column] = problem.strength
  }
  // Rows that are all but certain leave the intercept without curvature.
  hessian[size * size - 1] = 1e-9
  for (const { active, weight, outcome } of problem.rows) {
    const probability = logistic(oddsOf(values, active))
    const slope = weight * (probability - outcome)
    const curve = weight * probability * (1 - probability)
    for (let i = 0; i < active.length; i++) {
      const row = active[i] ?? 0
      gradient[row] = (gradient[row] ?? 0) + slope
      const line = row * size
      for (let j = 0; j <= i; j++) {
        const index = line + (active[j] ?? 0)
        hessian[index] = (hessian[index] ?? 0) + curve
      }
    }
  }
  return solveSymmetric(hessian, gradient)
}

/** The longest of 1, ½, ¼ … of the step that does not raise the loss. */
function descend(problem: Problem, from: Point, direction: Float64Array): Point {
  let share = 1
  for (let halving = 0; halving < MOST_HALVINGS; halving++, share /= 2) {
    const values = from.values.map((value, index) => value - share * (direction[index] ?? 0))
    const loss = lossAt(problem, values)
    if (loss <= from.loss) return { values, loss }
  }
  return from
}
