import { auc } from './auc.ts'
import { dealFolds } from './cross-validate.ts'
import { type EncodedFact, learnLevels, levelOf } from './encode.ts'
import { wilson } from './intervals.ts'
import { isSaidAfter, type LateName, readName } from './leak-words.ts'
import { at } from './solve-symmetric.ts'
import { type Column, isMissing } from './table.ts'

/** What the past leads say of one column. Shares are 0 to 1. */
export interface LeakEvidence {
  readonly name: string
  /** How well this column alone tells who became a customer, on leads it was not learnt from. 0.5 = not at all. */
  readonly auc: number
  /** Share of leads whose value all but settles the outcome. */
  readonly certain: number
  /** The value that settles most outcomes, if any does. */
  readonly tell: { readonly value: string; readonly leads: number; readonly won: number } | null
  /** How well it tells merely by being filled in. */
  readonly filledAuc: number
  /** Share filled in among those who became customers, and among the others. */
  readonly filledWon: number
  readonly filledLost: number
  /** Share of the filled-in values that were written after capture; null when that is not known. */
  readonly writtenLater: number | null
  readonly lateName: LateName | null
  /** Share of the filled-in values that read like a salesperson's note. */
  readonly saidAfter: number
}

interface Leads {
  readonly outcomes: readonly number[]
  /** Of each row, whether its value came after capture. */
  readonly written?: readonly boolean[] | undefined
}

const FOLDS = 5
/** How many leads' worth of the overall rate each level's rate is drawn to it. */
const CAUTION = 10

/** Looks at one column by itself. `outcomes` hold both 0 and 1. */
export function gatherEvidence(column: Column, { outcomes, written }: Leads): LeakEvidence {
  const levels = levelsOf(column)
  const filled = column.cells.map(cell => (isMissing(cell) ? 0 : 1))
  const among = (outcome: number) => shareOf(filled.filter((_, row) => outcomes[row] === outcome))
  const said = column.cells.filter((cell): cell is string => typeof cell === 'string')
  return {
    name: column.name,
    auc: levels ? singleAuc(levels.rows, outcomes) : 0.5,
    ...(levels ? certainty(levels, outcomes) : { certain: 0, tell: null }),
    filledAuc: auc(filled, outcomes) ?? 0.5,
    filledWon: among(1),
    filledLost: among(0),
    writtenLater: written ? shareOf(written.filter((_, row) => filled[row] === 1).map(Number)) : null,
    lateName: readName(column.name),
    saidAfter: shareOf(said.map(value => Number(isSaidAfter(value)))),
  }
}

interface Levels {
  readonly fact: EncodedFact
  /** Level of each row. */
  readonly rows: readonly number[]
}

function levelsOf(column: Column): Levels | null {
  const [fact] = learnLevels([column])
  return fact ? { fact, rows: column.cells.map(cell => levelOf(fact, cell)) } : null
}

function shareOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Each lead gets the rate of its level among the leads of the other folds. */
function singleAuc(rows: readonly number[], outcomes: readonly number[]): number {
  const folds = dealFolds(outcomes, FOLDS)
  const base = shareOf(outcomes)
  const scores = new Array<number>(rows.length).fill(base)
  for (let fold = 0; fold < FOLDS; fold++) {
    const won = new Map<number, number>()
    const all = new Map<number, number>()
    for (const [row, level] of rows.entries()) {
      if (folds[row] === fold) continue
      won.set(level, (won.get(level) ?? 0) + at(outcomes, row))
      all.set(level, (all.get(level) ?? 0) + 1)
    }
    for (const [row, level] of rows.entries()) {
      if (folds[row] === fold)
        scores[row] = ((won.get(level) ?? 0) + CAUTION * base) / ((all.get(level) ?? 0) + CAUTION)
    }
  }
  return auc(scores, outcomes) ?? 0.5
}

/** A level settles the outcome when even the careful bound of its rate is close to all or, measured by the usual rate, to none. */
function certainty({ fact, rows }: Levels, outcomes: readonly number[]): Pick<LeakEvidence, 'certain' | 'tell'> {
  const base = shareOf(outcomes)
  const levels = fact.levels.map((level, index) => {
    const own = outcomes.filter((_, row) => rows[row] === index)
    const won = own.reduce((sum, outcome) => sum + outcome, 0)
    const rate = wilson(won, own.length)
    const settled = rate !== null && (rate.from >= 0.9 || rate.to <= Math.min(0.05, base / 5))
    return { value: level.value ?? level.id, leads: own.length, won, settled }
  })
  const settling = levels.filter(level => level.settled).sort((a, b) => b.leads - a.leads)
  const [most] = settling
  const leads = settling.reduce((sum, level) => sum + level.leads, 0)
  return {
    certain: leads / outcomes.length,
    tell: most ? { value: most.value, leads: most.leads, won: most.won } : null,
  }
}
