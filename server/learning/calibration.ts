import { type Share, wilson } from './intervals.ts'
import { logistic } from './logistic.ts'
import { at } from './solve-symmetric.ts'

/** Turns a score into a probability: 1 / (1 + exp(−(offset + slope·score))). */
export interface Calibration {
  readonly offset: number
  readonly slope: number
}

export interface Scores {
  readonly scores: readonly number[]
  readonly outcomes: readonly number[]
  readonly weights: readonly number[]
}

/**
 * Platt's scaling (Platt 1999) by Newton's method as written down by Lin, Lin & Weng (Machine Learning 68, 2007): targets
 * (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) instead of 1 and 0 keep it finite where the scores part the outcomes completely.
 * A score that says nothing gives slope 0 and the overall rate. Null without both outcomes.
 */
export function calibrate({ scores, outcomes, weights }: Scores): Calibration | null {
  const total = (outcome: number) =>
    weights.reduce((sum, weight, row) => sum + (outcomes[row] === outcome ? weight : 0), 0)
  const won = total(1)
  const lost = total(0)
  if (!(won > 0 && lost > 0)) return null
  const { middle, spread } = standard(scores, weights)
  const points = scores.map((score, row) => ({
    x: spread > 0 ? (score - middle) / spread : 0,
    target: outcomes[row] === 1 ? (won + 1) / (won + 2) : 1 / (lost + 2),
    weight: at(weights, row),
  }))
  const { a, b } = fitLine(points, Math.log((won + 1) / (lost + 1)))
  return spread > 0 ? { offset: a - (b * middle) / spread, slope: b / spread } : { offset: a, slope: 0 }
}

/** The calibrated probability of a score. */
export function probabilityOf({ offset, slope }: Calibration, score: number): number {
  return logistic(offset + slope * score)
}

interface Bin {
  /** Mean of what was predicted. */
  readonly predicted: number
  /** What came true, with its interval. */
  readonly actual: Share
  /** Leads in it. */
  readonly leads: number
  readonly lowest: number
  readonly highest: number
}

export interface Reliability {
  /** By rising prediction, about equally many leads each; equal predictions stay together. */
  readonly bins: readonly Bin[]
  /** Mean squared difference of prediction and outcome (Brier 1950); 0 is best. */
  readonly brier: number
  /** The same for predicting the overall rate for everyone. */
  readonly brierOfRate: number
  /** Expected calibration error: mean |predicted − actual| over the bins, by leads (Naeini, Cooper & Hauskrecht 2015). */
  readonly ece: number
}

/** Compares predicted probabilities with what came true. Null for no leads. */
export function reliabilityOf({ scores: predicted, outcomes, weights }: Scores, bins = 10): Reliability | null {
  const total = sum(weights)
  if (!(total > 0)) return null
  const rate = sum(outcomes.map((outcome, row) => outcome * at(weights, row))) / total
  const squares = (guess: (row: number) => number) =>
    sum(outcomes.map((outcome, row) => at(weights, row) * (guess(row) - outcome) ** 2)) / total
  const table = toBins({ scores: predicted, outcomes, weights }, bins)
  return {
    bins: table.map(({ weight: _weight, ...bin }) => bin),
    brier: squares(row => at(predicted, row)),
    brierOfRate: squares(() => rate),
    ece: sum(table.map(({ weight, predicted: mean, actual }) => weight * Math.abs(mean - actual.share))) / total,
  }
}

function toBins({ scores, outcomes, weights }: Scores, count: number): (Bin & { weight: number })[] {
  const order = scores.map((_, row) => row).sort((a, b) => at(scores, a) - at(scores, b))
  const size = order.length / count
  const groups: number[][] = []
  for (const row of order) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const tied = last !== undefined && at(scores, last) === at(scores, row)
    if (group && (tied || group.length < size)) group.push(row)
    else groups.push([row])
  }
  return groups.flatMap(rows => {
    const weight = sum(rows.map(row => at(weights, row)))
    const won = sum(rows.map(row => at(weights, row) * at(outcomes, row)))
    const actual = wilson(won, weight)
    if (!actual) return []
    const predicted = sum(rows.map(row => at(weights, row) * at(scores, row))) / weight
    const [first = 0] = rows
    const lowest = at(scores, first)
    return [{ predicted, actual, leads: rows.length, lowest, highest: at(scores, rows.at(-1) ?? first), weight }]
  })
}

interface LinePoint {
  readonly x: number
  readonly target: number
  readonly weight: number
}

/** Newton on offset and slope; the loss is convex, and steps are halved until it falls. */
function fitLine(points: readonly LinePoint[], offset: number): { a: number; b: number } {
  let a = offset
  let b = 0
  let loss = lineLoss(points, a, b)
  for (let step = 0; step < 100; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12]
    for (const { x, target, weight } of points) {
      const probability = logistic(a + b * x)
      const slope = weight * (probability - target)
      const curve = weight * probability * (1 - probability)
      ga += slope
      gb += slope * x
      haa += curve
      hab += curve * x
      hbb += curve * x * x
    }
    const determinant = haa * hbb - hab * hab
    if (!(determinant > 0)) break
    const da = (hbb * ga - hab * gb) / determinant
    const db = (haa * gb - hab * ga) / determinant
    let share = 1
    while (share > 1e-9 && lineLoss(points, a - share * da, b - share * db) > loss) share /= 2
    const next = lineLoss(points, a - share * da, b - share * db)
    if (!(next < loss)) break
    a -= share * da
    b -= share * db
    if (loss - next < 1e-12 * (1 + loss)) break
    loss = next
  }
  return { a, b }
}

function lineLoss(points: readonly LinePoint[], a: number, b: number): number {
  return sum(
    points.map(({ x, target, weight }) => {
      const odds = a + b * x
      const cost = odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds))
      return weight * (cost - target * odds)
    }),
  )
}

function standard(values: readonly number[], weights: readonly number[]): { middle: number; spread: number } {
  const total = sum(weights)
  const middle = sum(values.map((value, row) => value * at(weights, row))) / total
  const spread = Math.sqrt(sum(values.map((value, row) => at(weights, row) * (value - middle) ** 2)) / total)
  return { middle, spread: spread > 1e-12 * (1 + Math.abs(middle)) ? spread : 0 }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
