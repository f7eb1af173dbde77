/** One record of delimited text. */
export interface CsvRecord {
  /** The line it begins on; 1 = the first of the text. */
  readonly line: number
  readonly cells: readonly string[]
  /** Where it stands in the text, without the line break after it. */
  readonly start: number
  readonly end: number
  /** A quote was opened in its last cell and never closed properly: that cell is the rest of the line. */
  readonly broken: boolean
}

export interface CsvText {
  readonly delimiter: string
  /** Records that hold anything, the header first. */
  readonly records: readonly CsvRecord[]
}

const DELIMITERS = [',', ';', '\t', '|']

/**
 * Reads delimited text as spreadsheets write it (RFC 4180 and its kin): a byte order mark, a first line `sep=;`, quoted
 * cells with line breaks and doubled quotes, any line ending, and comma, semicolon, tab or bar between cells, whichever the
 * header has most. Total: any text gives records, and a stray quote spoils the line it stands on, not those after it.
 */
export function readCsvText(text: string): CsvText {
  const from = text.startsWith('\uFEFF') ? 1 : 0
  // Excel names the delimiter in a line of its own.
  const named = /^sep=(.)(?:\r\n|\r|\n)/i.exec(text.slice(from, from + 8))
  const start = from + (named?.[0].length ?? 0)
  const delimiter = named?.[1] ?? guessDelimiter(text.slice(start, start + 10_000))
  return { delimiter, records: readRecords(text, { start, delimiter, line: named ? 2 : 1 }) }
}

/** The one that stands most often in the first line, quoted cells left out. */
function guessDelimiter(beginning: string): string {
  const counts = new Map(DELIMITERS.map(delimiter => [delimiter, 0]))
  let quoted = false
  for (const character of beginning) {
    if (character === '"') quoted = !quoted
    else if (!quoted && (character === '\n' || character === '\r')) break
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a)
  return best && best[1] > 0 ? best[0] : ','
}

interface Place {
  readonly start: number
  readonly delimiter: string
  readonly line: number
}

function readRecords(text: string, { start, delimiter, line: firstLine }: Place): CsvRecord[] {
  const records: CsvRecord[] = []
  let line = firstLine
  let begin = { at: start, line }
  let cells: string[] = []
  let broken = false
  let at = start
  const endRecord = () => {
    if (cells.some(cell => cell.trim() !== '')) {
      records.push({ line: begin.line, cells, start: begin.at, end: at, broken })
    }
    cells = []
    broken = false
  }
  while (at < text.length) {
    if (text[at] === '"') {
      const cell = readQuoted(text, at + 1, delimiter)
      broken ||= cell.broken
      line += cell.lines
      cells.push(cell.value)
      at = cell.end
    } else {
      const end = endOfPlain(text, at, delimiter)
      cells.push(text.slice(at, end))
      at = end
    }
    if (text[at] === delimiter) {
      at += 1
      // The text ends with a delimiter: one more cell, empty.
      if (at === text.length) cells.push('')
    } else if (at < text.length) {
      endRecord()
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
      line += 1
      begin = { at, line }
    }
  }
  endRecord()
  return records
}

interface Quoted {
  readonly value: string
  /** Behind the cell. */
  readonly end: number
  /** Line breaks inside. */
  readonly lines: number
  readonly broken: boolean
}

/** Over more lines than this holds, nobody wrote one cell: a quote is missing. */
const LONGEST = 20_000
const LINE_BREAK = /\r\n|\r|\n/g

function readQuoted(text: string, from: number, delimiter: string): Quoted {
  let value = ''
  let at = from
  while (true) {
    const quote = text.indexOf('"', at)
    const spansLines = quote < 0 || LINE_BREAK_AT.test(text.slice(from, Math.min(quote, from + LONGEST)))
    if (quote < 0 || (spansLines && quote - from > LONGEST)) return brokenAt(text, from)
    value += text.slice(at, quote)
    if (text[quote + 1] === '"') {
      value += '"'
      at = quote + 2
      continue
    }
    const end = endOfPlain(text, quote + 1, delimiter)
    const behind = text.slice(quote + 1, end)
    // Text right behind the closing quote of a cell of many lines: it opens another cell, and closes none.
    if (spansLines && behind.trim() !== '') return brokenAt(text, from)
    // What stands between the closing quote and the delimiter is kept as it is.
    return { value: value + behind, end, lines: value.match(LINE_BREAK)?.length ?? 0, broken: false }
  }
}

const LINE_BREAK_AT = /[\r\n]/

/** The rest of the line is the cell, and what comes after is read as if there were no quote. */
function brokenAt(text: string, from: number): Quoted {
  let end = from
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { value: text.slice(from, end), end, lines: 0, broken: true }
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}
