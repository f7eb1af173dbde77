import { auc } from './auc.ts'
import { dealFolds } from './cross-validate.ts'
import { type EncodedFact, levelOf, toDesign, widthOf } from './encode.ts'
import type { Learned } from './learn.ts'
import { fitLogistic } from './logistic.ts'
import { sumPoints, toPoints } from './points-table.ts'
import { at } from './solve-symmetric.ts'
import { type Column, pickRows } from './table.ts'

/** The strongest points suggested where the present ones give no scale, and the strongest ever. */
const USUAL = 20
const STRONGEST = 40
const FOLDS = 5

/**
 * How many points a unit of log odds becomes. In the scale of the present points, so that thresholds keep their meaning;
 * where that would blow points up, because the present ones say little, no point gets stronger than 40.
 */
export function scaleOf(learned: Pick<Learned, 'facts' | 'model' | 'oddsPerPoint'>): number {
  const widest = Math.max(0, ...toPoints(learned, 1).flatMap(({ lines }) => lines.map(line => Math.abs(line.exact))))
  if (!(widest > 0)) return 1
  return learned.oddsPerPoint > 0 ? Math.min(1 / learned.oddsPerPoint, STRONGEST / widest) : USUAL / widest
}

interface Learning {
  readonly columns: readonly Column[]
  readonly outcomes: readonly number[]
  readonly weights: readonly number[]
}

/** AUC of whole points on leads they were not learnt from (five folds, each with points of its own). */
export function heldOutAucOfPoints(learned: Learned, pointsPerOdds: number, learning: Learning): number | null {
  const { columns, outcomes, weights } = learning
  const { facts, strength, hand, oddsPerPoint } = learned
  const design = toDesign(facts, columns)
  const prior = hand.map(points => points * oddsPerPoint)
  const folds = dealFolds(outcomes, FOLDS)
  const scores = new Array<number>(design.length).fill(0)
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = weights.map((weight, row) => (folds[row] === fold ? 0 : weight))
    const model = fitLogistic({ design, width: widthOf(facts), outcomes, weights: others, strength, prior })
    if (!model) return null
    const table = toPoints({ facts, model }, pointsPerOdds)
    const rows = outcomes.flatMap((_, row) => (folds[row] === fold ? [row] : []))
    const base = model.intercept * pointsPerOdds
    const sums = sumPoints(
      facts,
      table,
      columns.map(column => pickRows(column, rows)),
    )
    for (const [index, row] of rows.entries())
      scores[row] = at(sums, index) + base + zeroOf(facts, model, pointsPerOdds)
  }
  return auc(scores, outcomes, weights)
}

/** Points are measured from what is missing; folds are only comparable with that added back. */
function zeroOf(facts: readonly EncodedFact[], model: Learned['model'], pointsPerOdds: number): number {
  return facts.reduce((sum, fact) => {
    const missing = fact.levels.findIndex(level => level.kind === 'missing')
    return missing < 0 ? sum : sum + at(model.coefficients, fact.start + missing) * pointsPerOdds
  }, 0)
}

/** Leads at each level of a fact: how many, and how many of them were good. */
export function countLevels(fact: EncodedFact, column: Column, { outcomes, weights }: Learning) {
  const counts = fact.levels.map(() => ({ leads: 0, good: 0 }))
  for (const [row, cell] of column.cells.entries()) {
    const count = counts[levelOf(fact, cell)]
    if (!count || at(weights, row) === 0) continue
    count.leads += 1
    count.good += at(outcomes, row)
  }
  return counts
}
