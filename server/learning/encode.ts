import { type Column, isMissing, UNCHOSEN } from './table.ts'

/** One level of a fact: what the points table has a line for. */
export interface Level {
  /** Stable within the fact: `is:Google`, `from:3`, `other`, `missing`, `unchosen`. */
  readonly id: string
  readonly kind: 'option' | 'range' | 'other' | 'missing' | 'unchosen'
  /** Of an option: its value. */
  readonly value?: string
  /** Of a range: from (included) and below; null = open. */
  readonly from?: number | null
  readonly below?: number | null
  /** Of `other`: how many rare values it stands for. */
  readonly rare?: number
  /** Leads of the training rows. */
  readonly count: number
}

/** A fact turned into columns of zeros and ones. */
export interface EncodedFact {
  readonly name: string
  readonly kind: Column['kind']
  readonly levels: readonly Level[]
  /** First column of the design that is this fact's; it has as many as it has levels. */
  readonly start: number
}

export interface EncodeOptions {
  /** A value on fewer leads than this is grouped with the other rare ones. Default: 10, or 0.5 % of the leads if more. */
  readonly rareBelow?: number | ((fact: string) => number | undefined)
  /** At most so many ranges of a number. Default 12. */
  readonly ranges?: number
}

/**
 * Learns the levels of each fact from the training rows: an option each, rare ones together, ranges of a number between
 * quantiles, missing as a level of its own. Facts with a single level say nothing and are left out.
 */
export function learnLevels(columns: readonly Column[], options: EncodeOptions = {}): EncodedFact[] {
  const facts: EncodedFact[] = []
  let start = 0
  for (const column of columns) {
    const levels = column.kind === 'number' ? rangeLevels(column, options) : optionLevels(column, options)
    if (levels.length < 2) continue
    facts.push({ name: column.name, kind: column.kind, levels, start })
    start += levels.length
  }
  return facts
}

/** How many columns the design of these facts has. */
export function widthOf(facts: readonly EncodedFact[]): number {
  return facts.reduce((sum, fact) => sum + fact.levels.length, 0)
}

/**
 * Index of the level a cell falls into; −1 for a value never seen where there is no level for others. A missing cell
 * where none was missing before falls into no level.
 */
export function levelOf(fact: EncodedFact, cell: Column['cells'][number] | undefined): number {
  const { levels } = fact
  if (isMissing(cell)) {
    const own = levels.findIndex(level => level.kind === (cell === UNCHOSEN ? 'unchosen' : 'missing'))
    return own >= 0 ? own : levels.findIndex(level => level.kind === 'missing' || level.kind === 'unchosen')
  }
  if (typeof cell === 'number') {
    return levels.findIndex(
      ({ kind, from = null, below = null }) =>
        kind === 'range' && (from === null || cell >= from) && (below === null || cell < below),
    )
  }
  const own = levels.findIndex(level => level.kind === 'option' && level.value === cell)
  return own >= 0 ? own : levels.findIndex(level => level.kind === 'other')
}

/**
 * The design of these rows. A range of a number turns on its own column and those of the lower ranges (except the
 * lowest): coefficients are then the steps between neighbours, and drawing them to nothing smooths the ranges.
 */
export function toDesign(facts: readonly EncodedFact[], columns: readonly Column[]): number[][] {
  const byName = new Map(columns.map(column => [column.name, column]))
  const used = facts.map(fact => ({ fact, cells: byName.get(fact.name)?.cells ?? [] }))
  const rows = columns[0]?.cells.length ?? 0
  return Array.from({ length: rows }, (_, row) => used.flatMap(({ fact, cells }) => columnsOf(fact, cells[row])))
}

/** The columns that a cell turns on. */
export function columnsOf(fact: EncodedFact, cell: Column['cells'][number] | undefined): number[] {
  const level = levelOf(fact, cell)
  return level < 0 ? [] : columnsOfLevel(fact, level)
}

/** The columns that a level turns on. */
export function columnsOfLevel(fact: EncodedFact, level: number): number[] {
  if (fact.levels[level]?.kind !== 'range') return [fact.start + level]
  const first = fact.levels.findIndex(({ kind }) => kind === 'range')
  return Array.from({ length: level - first }, (_, step) => fact.start + first + 1 + step)
}

function missingLevels({ cells }: Column): Level[] {
  const unchosen = cells.filter(cell => cell === UNCHOSEN).length
  const missing = cells.filter(isMissing).length - unchosen
  const levels: Level[] = []
  if (missing > 0) levels.push({ id: 'missing', kind: 'missing', count: missing })
  if (unchosen > 0) levels.push({ id: 'unchosen', kind: 'unchosen', count: unchosen })
  return levels
}

function optionLevels(column: Column, { rareBelow }: EncodeOptions): Level[] {
  const wanted = typeof rareBelow === 'function' ? rareBelow(column.name) : rareBelow
  const fewest = wanted ?? Math.max(10, Math.ceil(column.cells.length * 0.005))
  const counts = new Map<string, number>()
  for (const cell of column.cells) {
    if (typeof cell === 'string') counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const sorted = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  const options = sorted
    .filter(([, count]) => count >= fewest)
    .map(([value, count]): Level => ({ id: `is:${value}`, kind: 'option', value, count }))
  const rare = sorted.filter(([, count]) => count < fewest)
  const others = rare.reduce((sum, [, count]) => sum + count, 0)
  const other: Level[] = others > 0 ? [{ id: 'other', kind: 'other', rare: rare.length, count: others }] : []
  return [...options, ...other, ...missingLevels(column)]
}

function rangeLevels(column: Column, { ranges = 12 }: EncodeOptions): Level[] {
  const numbers = column.cells.filter(cell => typeof cell === 'number').sort((a, b) => a - b)
  const bounds = [null, ...quantileBounds(numbers, ranges)]
  const levels = bounds.map((from, index): Level => {
    const below = bounds[index + 1] ?? null
    const count = numbers.filter(one => (from === null || one >= from) && (below === null || one < below)).length
    return { id: from === null ? 'from:' : `from:${from}`, kind: 'range', from, below, count }
  })
  return [...(numbers.length > 0 ? levels : []), ...missingLevels(column)]
}

/** Values that split sorted numbers into about equal parts; a value that many share is a part of its own. */
function quantileBounds(numbers: readonly number[], ranges: number): number[] {
  const bounds: number[] = []
  for (let part = 1; part < ranges; part++) {
    const bound = numbers[Math.floor((part * numbers.length) / ranges)]
    const lowest = numbers[0]
    if (bound === undefined || lowest === undefined) continue
    // Where the lowest value fills whole parts, the next higher one starts a range.
    const start = bound > lowest ? bound : numbers.find(one => one > lowest)
    if (start !== undefined && !bounds.includes(start)) bounds.push(start)
  }
  return bounds.sort((a, b) => a - b)
}
