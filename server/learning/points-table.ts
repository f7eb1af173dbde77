import { auc } from './auc.ts'
import { columnsOfLevel, type EncodedFact, type Level, levelOf } from './encode.ts'
import type { Learned } from './learn.ts'
import { at } from './solve-symmetric.ts'
import type { Column } from './table.ts'

/** A line of the points table: a level of a fact, with whole points a person can edit. */
export interface PointsLine extends Level {
  readonly points: number
  /** What the outcomes say before rounding. */
  readonly exact: number
}

export interface FactPoints {
  readonly name: string
  readonly lines: readonly PointsLine[]
}

/** Sizes of the largest points tried, the smallest first: small numbers are easier to talk about. */
const LARGEST = [25, 30, 40, 50, 75, 100]
/** What rounding may cost on the leads it was learnt from. */
const LOSS_ALLOWED = 0.0005

/**
 * Whole points, `pointsPerOdds` for each unit of log odds. What is missing gives nothing where the fact has such a level,
 * as in a score model: the others are measured from it.
 */
export function toPoints({ facts, model }: Pick<Learned, 'facts' | 'model'>, pointsPerOdds: number): FactPoints[] {
  return facts.map(fact => {
    const odds = fact.levels.map((_, level) =>
      columnsOfLevel(fact, level).reduce((sum, column) => sum + at(model.coefficients, column), 0),
    )
    const missing = fact.levels.findIndex(level => level.kind === 'missing')
    const zero = missing < 0 ? 0 : at(odds, missing)
    const lines = fact.levels.map((level, index): PointsLine => {
      const exact = (at(odds, index) - zero) * pointsPerOdds
      return { ...level, exact, points: Math.round(exact) + 0 }
    })
    return { name: fact.name, lines }
  })
}

/** Points a unit of log odds so that the points stay as small as they can without costing more than 0.0005 of AUC. */
export function choosePointsPerOdds(
  learned: Pick<Learned, 'facts' | 'model'>,
  {
    columns,
    outcomes,
    odds,
    weights,
  }: { columns: readonly Column[]; outcomes: readonly number[]; odds: readonly number[]; weights?: readonly number[] },
): number {
  const widest = Math.max(...toPoints(learned, 1).flatMap(({ lines }) => lines.map(line => Math.abs(line.exact))))
  if (!(widest > 0)) return 1
  const best = auc(odds, outcomes, weights) ?? 0.5
  const fine = LARGEST.find(largest => {
    const table = toPoints(learned, largest / widest)
    const loss = best - (auc(sumPoints(learned.facts, table, columns), outcomes, weights) ?? 0.5)
    return loss <= LOSS_ALLOWED
  })
  return (fine ?? 100) / widest
}

/** The sum of points of each lead. */
export function sumPoints(
  facts: readonly EncodedFact[],
  table: readonly FactPoints[],
  columns: readonly Column[],
): number[] {
  const byName = new Map(columns.map(column => [column.name, column]))
  const used = facts.map((fact, index) => ({
    fact,
    lines: table[index]?.lines ?? [],
    cells: byName.get(fact.name)?.cells ?? [],
  }))
  const rows = columns[0]?.cells.length ?? 0
  return Array.from({ length: rows }, (_, row) =>
    used.reduce((sum, { fact, lines, cells }) => sum + (lines[levelOf(fact, cells[row])]?.points ?? 0), 0),
  )
}
