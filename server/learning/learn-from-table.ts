import { auc } from './auc.ts'
import { probabilityOf, reliabilityOf } from './calibration.ts'
import { type CsvColumn, guessMapping, type Mapping, type MappingWish } from './guess-mapping.ts'
import { findLeaks, type Leak } from './leaks.ts'
import { type LearnProblem, learn, oddsOf } from './learn.ts'
import { choosePointsPerOdds, type FactPoints, sumPoints, toPoints } from './points-table.ts'
import { readTime } from './read-time.ts'
import { at } from './solve-symmetric.ts'
import { type Column, isMissing, pickRows, readCell, readNumber, toColumn } from './table.ts'

/** What a file of past leads teaches, measured on its newest part, which was not learnt from. */
export interface TableReport {
  readonly mapping: Mapping
  readonly leads: number
  /** Without a won or lost outcome: left out. */
  readonly open: number
  readonly trained: number
  readonly tested: number
  /** Share that became customers. */
  readonly rate: number
  readonly facts: readonly string[]
  readonly leaks: readonly Leak[]
  readonly strength: number
  /** On the newest leads: of the model, and of its whole points. */
  readonly auc: number
  readonly aucPoints: number
  readonly brier: number
  readonly ece: number
  readonly points: readonly FactPoints[]
}

export type TableProblem = {
  readonly code: LearnProblem | 'no_outcome' | 'unknown_column' | 'one_outcome_in_test'
  readonly detail: string
}

/** Share of the leads, the oldest, that is learnt from. */
const TRAINED = 0.7

/**
 * Learns from the oldest 70 % of a table of text and measures on the newest 30 %. Columns that were known only after the
 * outcome are found in the oldest part and left out, as are those that only name the lead.
 */
export function learnFromTable(
  columns: readonly CsvColumn[],
  wish: MappingWish = {},
): { readonly ok: true; readonly report: TableReport } | { readonly ok: false; readonly problem: TableProblem } {
  const guessed = guessMapping(columns, wish)
  if (!guessed.ok) return guessed
  const { mapping } = guessed
  const known = knownLeads(columns, mapping)
  const cut = Math.floor(known.rows.length * TRAINED)
  const train = slice(columns, mapping, known, 0, cut)
  const test = slice(columns, mapping, known, cut, known.rows.length)
  if (new Set(train.outcomes).size < 2) return failed(train.outcomes.length === 0 ? 'no_leads' : 'one_outcome')
  const leaks = findLeaks({ columns: train.columns, outcomes: train.outcomes })
  const out = new Set([...leaks.map(({ name }) => name), ...Object.keys(mapping.ignored)])
  const use = (all: readonly Column[]) => all.filter(({ name }) => !out.has(name))
  const result = learn({ columns: use(train.columns), outcomes: train.outcomes })
  if (!result.ok) return failed(result.problem)
  const { learned } = result
  const perOdds = choosePointsPerOdds(learned, {
    columns: use(train.columns),
    outcomes: train.outcomes,
    odds: oddsOf(learned, use(train.columns)),
  })
  const points = toPoints(learned, perOdds)
  const odds = oddsOf(learned, use(test.columns))
  const ofModel = auc(odds, test.outcomes)
  const ofPoints = auc(sumPoints(learned.facts, points, use(test.columns)), test.outcomes)
  const reliability = reliabilityOf({
    scores: odds.map(one => probabilityOf(learned.calibration, one)),
    outcomes: test.outcomes,
    weights: test.outcomes.map(() => 1),
  })
  if (ofModel === null || ofPoints === null || !reliability) return failed('one_outcome_in_test')
  return {
    ok: true,
    report: {
      mapping,
      leads: known.rows.length,
      open: known.open,
      trained: cut,
      tested: known.rows.length - cut,
      rate: known.outcomes.reduce((sum, outcome) => sum + outcome, 0) / known.rows.length,
      facts: learned.facts.map(({ name }) => name),
      leaks,
      strength: learned.strength,
      auc: ofModel,
      aucPoints: ofPoints,
      brier: reliability.brier,
      ece: reliability.ece,
      points,
    },
  }
}

const PROBLEMS: Record<Exclude<TableProblem['code'], 'no_outcome' | 'unknown_column'>, string> = {
  no_leads: 'No lead of the file has a known outcome.',
  one_outcome: 'All leads that would be learnt from came out the same: there is nothing to tell apart.',
  one_outcome_in_test: 'The newest leads all came out the same: there is nothing to measure.',
  no_facts: 'No column is left that was known at capture and differs between leads.',
  too_few: 'There are too few leads of one outcome to learn from: at least five of each are needed.',
}

function failed(code: keyof typeof PROBLEMS): { readonly ok: false; readonly problem: TableProblem } {
  return { ok: false, problem: { code, detail: PROBLEMS[code] } }
}

interface KnownLeads {
  /** Rows of the file with a known outcome, oldest first. */
  readonly rows: readonly number[]
  readonly outcomes: readonly number[]
  readonly open: number
}

function knownLeads(columns: readonly CsvColumn[], mapping: Mapping): KnownLeads {
  const outcomes = (columns.find(({ name }) => name === mapping.outcome)?.texts ?? []).map(text => {
    const cell = readCell(text)
    if (typeof cell !== 'string') return null
    return mapping.won.includes(cell) ? 1 : mapping.lost.includes(cell) ? 0 : null
  })
  const times = columns.find(({ name }) => name === mapping.order)?.texts.map(timeOf) ?? outcomes.map((_, row) => row)
  const content = (row: number) => JSON.stringify(columns.map(({ texts }) => texts[row]))
  const rows = outcomes
    .flatMap((outcome, row) => (outcome === null ? [] : [row]))
    .sort((a, b) => at(times, a) - at(times, b) || (mapping.order === null ? a - b : content(a) < content(b) ? -1 : 1))
  return { rows, outcomes: rows.map(row => outcomes[row] ?? 0), open: outcomes.length - rows.length }
}

/** Rows without a time come first: they are not among the newest that the model is measured on. */
function timeOf(text: string): number {
  return readTime(text.trim()) ?? readNumber(text.trim()) ?? Number.NEGATIVE_INFINITY
}

function slice(columns: readonly CsvColumn[], mapping: Mapping, known: KnownLeads, from: number, to: number) {
  const rows = known.rows.slice(from, to)
  const facts = columns.filter(({ name }) => name !== mapping.outcome && name !== mapping.order)
  return {
    columns: facts.map(({ name, texts }) => pickRows(toFact(name, texts, mapping), rows)),
    outcomes: known.outcomes.slice(from, to),
  }
}

/** Of what only names a lead or is a date, whether it is filled in can still give the outcome away. */
function toFact(name: string, texts: readonly string[], mapping: Mapping): Column {
  if (mapping.ignored[name] === undefined) return toColumn(name, texts)
  const cells = texts.map(text => (isMissing(readCell(text)) ? null : 'filled'))
  return { name, kind: 'category', cells }
}
