/**
 * What is known of one lead in one column: words, a number, or nothing. Two kinds of nothing are told apart, since a
 * question that was passed over says something else than one that was never asked: `null` = no value,
 * `UNCHOSEN` = a list left at its placeholder ("Select").
 */
export type Cell = string | number | typeof UNCHOSEN | null

export const UNCHOSEN = Symbol('unchosen')

export interface Column {
  readonly name: string
  readonly kind: 'category' | 'number'
  /** One for each lead. In a `number` column every value is a number or missing; in a `category` column, words or missing. */
  readonly cells: readonly Cell[]
}

export function isMissing(cell: Cell | undefined): cell is null | typeof UNCHOSEN | undefined {
  return cell === null || cell === undefined || cell === UNCHOSEN
}

/** The same leads in the order of `rows`, or some of them. */
export function pickRows(column: Column, rows: readonly number[]): Column {
  return { ...column, cells: rows.map(row => column.cells[row] ?? null) }
}

const BLANK = new Set(
  '|na|n/a|n.a.|#n/a|#na|nan|null|nil|undefined|unknown|missing|blank|(blank)|(empty)|empty|not available|not specified|not provided|not set|-|--|—|–|?|.|…|...'.split(
    '|',
  ),
)
const PLACEHOLDER =
  /^[-–—<([ ]*(please )?(select|choose|pick)( (an?|one|your|from|the)\b.*| (option|value|item|list)s?)?[ \])>.…:–—-]*$/

/** Reads one cell of text. Words that stand for "nothing" become missing, whatever their case and the spaces around them. */
export function readCell(text: string): string | typeof UNCHOSEN | null {
  const trimmed = text.trim().replaceAll(/\s+/g, ' ')
  const lower = trimmed.toLowerCase()
  if (BLANK.has(lower)) return null
  return PLACEHOLDER.test(lower) ? UNCHOSEN : trimmed
}

const NUMBER = /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[-+]?\d+)?$/i

/** `1,234.5` → 1234.5; null when it is no number. */
export function readNumber(text: string): number | null {
  if (!NUMBER.test(text)) return null
  const value = Number(text.replaceAll(',', ''))
  return Number.isFinite(value) ? value : null
}

/** From this many different numbers on they are read as a quantity; fewer are options that happen to be digits. */
const FEWEST_NUMBERS = 6

/** A column of text as facts. It is a number column when all but a stray one in a hundred of its values are numbers. */
export function toColumn(name: string, texts: readonly string[]): Column {
  const cells = texts.map(readCell)
  const words = cells.filter(cell => typeof cell === 'string')
  const numbers = words.map(readNumber)
  const read = new Set(numbers.filter(number => number !== null))
  const strays = numbers.filter(number => number === null).length
  if (read.size < FEWEST_NUMBERS || strays * 100 > numbers.length) return { name, kind: 'category', cells }
  return { name, kind: 'number', cells: cells.map(cell => (typeof cell === 'string' ? readNumber(cell) : cell)) }
}
