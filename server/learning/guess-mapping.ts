import { inWords } from './leak-words.ts'
import { readTime } from './read-time.ts'
import { type Cell, isMissing, readCell, readNumber } from './table.ts'

/** Which columns of a file mean what. */
export interface Mapping {
  readonly outcome: string
  /** Values of the outcome that mean it became a customer, and that it did not; others are still open. */
  readonly won: readonly string[]
  readonly lost: readonly string[]
  /** Rising with time: a date, or numbers given in turn. Null: the rows are taken to be in order. */
  readonly order: string | null
  /** Columns that only name the lead, and the reason why each is left out. */
  readonly ignored: Readonly<Record<string, 'identifier' | 'date' | 'free_text' | 'constant' | 'asked'>>
}

export interface CsvColumn {
  readonly name: string
  readonly texts: readonly string[]
}

export type GuessProblem = { readonly code: 'no_outcome' | 'unknown_column'; readonly detail: string }

/** What `--map` may say; what it leaves out is guessed. */
export interface MappingWish {
  readonly outcome?: string | undefined
  readonly won?: readonly string[] | undefined
  readonly lost?: readonly string[] | undefined
  readonly order?: string | null | undefined
  readonly ignore?: readonly string[] | undefined
}

const WON = new Set(
  '1|yes|y|true|t|won|win|closed won|converted|conversion|customer|sql|success|successful|sold|sale|paid|purchased|bought|enrolled|subscribed|accepted|qualified|deal'.split(
    '|',
  ),
)
const LOST = new Set(
  '0|no|n|false|f|lost|loss|closed lost|not converted|unconverted|non converted|rejected|disqualified|unqualified|failure|failed|unsuccessful|dead|not won|no sale|churned'.split(
    '|',
  ),
)
const OUTCOME_NAMES = [
  /^(is |has |was |lead )?(converted|conversion|won|closed won)( flag| yn)?$/,
  /^(is |became |becomes? )?(customer|sql|sold|sale|purchased|bought|enrolled|subscribed)( flag)?$/,
  /^(lead |deal |final |conversion )?(outcome|result|target|label|class|response)$/,
  /\b(converted|conversion|won|outcome)\b/,
  /^(deal|lead|opportunity|final|conversion)? ?(status|stage)$/,
  /^(y|success|deposit|target)$/,
]
const TIME_NAMES =
  /\b(created|captured|creation|submitted|received|entered|entry|signed up|registered|date|time|timestamp|day|month|week)\b/
const LATER_NAMES = /\b(clos(ed?|ing)|won|lost|last|updated|modified|converted|paid|first call|contacted)\b/
const ID_NAMES =
  /\b(id|ids|uuid|guid|number|no|nr|key|hash|ref|reference|row|index|code|phone|email|e mail|mail|name|url|address)\b/

/** Finds the outcome, the order of time and what only names a lead, by names and values; a wish wins over a guess. */
export function guessMapping(
  columns: readonly CsvColumn[],
  wish: MappingWish = {},
): { readonly ok: true; readonly mapping: Mapping } | { readonly ok: false; readonly problem: GuessProblem } {
  const names = new Set(columns.map(({ name }) => name))
  const unknown = [wish.outcome, wish.order, ...(wish.ignore ?? [])].find(name => name && !names.has(name))
  if (unknown) return failed('unknown_column', `The file has no column “${unknown}”. It has: ${[...names].join(', ')}.`)
  const outcome = wish.outcome ? columns.find(({ name }) => name === wish.outcome) : guessOutcome(columns)
  if (!outcome)
    return failed(
      'no_outcome',
      `No column reads like an outcome. Name it: --map '{"outcome":"…","won":["…"],"lost":["…"]}'.`,
    )
  const values = outcomeValues(outcome, wish)
  if (!values) {
    return failed(
      'no_outcome',
      `“${outcome.name}” does not say which of its values are won and which are lost. Name them: --map '{"outcome":"${outcome.name}","won":["…"],"lost":["…"]}'.`,
    )
  }
  const facts = columns.filter(column => column !== outcome)
  const order = wish.order === undefined ? guessOrder(facts) : wish.order
  const ignored: Record<string, Mapping['ignored'][string]> = {}
  for (const column of facts) {
    const why = wish.ignore?.includes(column.name) ? 'asked' : uselessness(column)
    if (why && column.name !== order) ignored[column.name] = why
  }
  return { ok: true, mapping: { outcome: outcome.name, ...values, order: order ?? null, ignored } }
}

function failed(code: GuessProblem['code'], detail: string): { readonly ok: false; readonly problem: GuessProblem } {
  return { ok: false, problem: { code, detail } }
}

function guessOutcome(columns: readonly CsvColumn[]): CsvColumn | undefined {
  for (const pattern of OUTCOME_NAMES) {
    const found = columns.find(column => pattern.test(inWords(column.name)) && outcomeValues(column, {}))
    if (found) return found
  }
  return undefined
}

function distinct({ texts }: CsvColumn): string[] {
  return [...new Set(texts.map(readCell).filter((cell): cell is string => typeof cell === 'string'))]
}

/** Null unless both sides have a value. */
function outcomeValues(column: CsvColumn, wish: MappingWish): { won: string[]; lost: string[] } | null {
  const values = distinct(column)
  const known = (set: ReadonlySet<string>) => values.filter(value => set.has(outcomeWords(value)))
  const won = wish.won ? [...wish.won] : known(WON)
  const lost = wish.lost ? [...wish.lost] : wish.won ? values.filter(value => !won.includes(value)) : known(LOST)
  // One side named outright and one other value: that is the other side.
  const rest = values.filter(value => !won.includes(value) && !lost.includes(value))
  if (won.length > 0 && lost.length === 0 && rest.length === 1) lost.push(...rest)
  return won.length > 0 && lost.length > 0 ? { won, lost } : null
}

function outcomeWords(value: string): string {
  const number = readNumber(value)
  return number === null ? inWords(value) : String(number)
}

/** A time of capture; else numbers given in turn, by name or because they are all different and dense. */
function guessOrder(columns: readonly CsvColumn[]): string | null {
  const times = columns.filter(column => shareRead(column, readTime) >= 0.95 && distinct(column).length > 1)
  const named = times.filter(({ name }) => !LATER_NAMES.test(inWords(name)))
  const time = named.find(({ name }) => TIME_NAMES.test(inWords(name))) ?? named[0]
  if (time) return time.name
  const serial = columns.filter(isSerial)
  return (serial.find(({ name }) => ID_NAMES.test(inWords(name))) ?? serial[0])?.name ?? null
}

function shareRead({ texts }: CsvColumn, read: (text: string) => number | null): number {
  const cells = texts.map(readCell).filter((cell): cell is string => typeof cell === 'string')
  return cells.length < texts.length * 0.95 ? 0 : cells.filter(cell => read(cell) !== null).length / cells.length
}

/** Whole numbers, all different, and no sparser than one in a thousand. */
function isSerial(column: CsvColumn): boolean {
  const numbers = column.texts.map(text => readNumber(text.trim()))
  const whole = numbers.filter((number): number is number => number !== null && Number.isInteger(number))
  if (whole.length < column.texts.length || whole.length < 20 || new Set(whole).size < whole.length) return false
  const lowest = whole.reduce((a, b) => Math.min(a, b))
  const highest = whole.reduce((a, b) => Math.max(a, b))
  return highest - lowest < whole.length * 1000
}

function uselessness(column: CsvColumn): Mapping['ignored'][string] | null {
  const cells: Cell[] = column.texts.map(readCell)
  const words = cells.filter((cell): cell is string => typeof cell === 'string')
  const different = new Set(words).size
  if (words.length > 0 && shareOf(words, word => readTime(word) !== null) >= 0.95) return 'date'
  if (different <= 1 && !cells.some(isMissing)) return 'constant'
  if (isSerial(column)) return 'identifier'
  if (words.length < 20 || shareOf(words, word => readNumber(word) !== null) >= 0.9) return null
  // Nearly every lead has its own: it names the lead, or holds sentences.
  if (different < words.length * 0.5) return null
  return shareOf(words, word => word.split(' ').length > 3) > 0.5 ? 'free_text' : 'identifier'
}

function shareOf<Item>(items: readonly Item[], test: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(test).length / items.length
}
