/** One record of a file, with the line it begins on (1 = the first of the text). */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvTable {
  readonly delimiter: string
  readonly header: readonly string[]
  /** Without blank lines. */
  readonly records: readonly CsvRecord[]
  /** A quote was opened and never closed: all after it may be wrong. */
  readonly unclosed: boolean
}

const DELIMITERS = [',', ';', '\t', '|']

/**
 * Reads delimited text as spreadsheets write it (RFC 4180 and its kin): a byte order mark, quoted cells with line breaks and
 * doubled quotes, any line ending, and comma, semicolon, tab or bar between cells, whichever the header has most. Total: any
 * text gives a table.
 */
export function parseCsv(text: string): CsvTable {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  // Excel names the delimiter in a line of its own.
  const named = /^sep=(.)\r?\n/i.exec(body)
  const delimiter = named?.[1] ?? guessDelimiter(body)
  const { records, unclosed } = readRecords(named ? body.slice(named[0].length) : body, delimiter, named ? 2 : 1)
  const [first, ...rest] = records.filter(record => record.cells.some(cell => cell.trim() !== ''))
  return { delimiter, header: (first?.cells ?? []).map(cell => cell.trim()), records: rest, unclosed }
}

/** The one that stands most often in the first line, quoted cells left out. */
function guessDelimiter(text: string): string {
  const counts = new Map(DELIMITERS.map(delimiter => [delimiter, 0]))
  let quoted = false
  for (const character of text.slice(0, 10_000)) {
    if (character === '"') quoted = !quoted
    else if (!quoted && (character === '\n' || character === '\r')) break
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a)
  return best && best[1] > 0 ? best[0] : ','
}

function readRecords(text: string, delimiter: string, firstLine: number) {
  const records: CsvRecord[] = []
  let cells: string[] = []
  let line = firstLine
  let begin = firstLine
  let at = 0
  let unclosed = false
  const endRecord = () => {
    records.push({ line: begin, cells })
    cells = []
    begin = line
  }
  while (at < text.length) {
    if (text[at] === '"') {
      const cell = readQuoted(text, at + 1)
      unclosed ||= !cell.closed
      line += cell.lines
      const rest = endOfPlain(text, cell.end, delimiter)
      // What stands between the closing quote and the delimiter is kept as it is.
      cells.push(cell.value + text.slice(cell.end, rest))
      at = rest
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
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
      line += 1
      endRecord()
    }
  }
  if (cells.length > 0) endRecord()
  return { records, unclosed }
}

function readQuoted(text: string, from: number) {
  let value = ''
  let at = from
  while (true) {
    const quote = text.indexOf('"', at)
    const end = quote < 0 ? text.length : quote
    value += text.slice(at, end)
    if (quote >= 0 && text[quote + 1] === '"') {
      value += '"'
      at = quote + 2
      continue
    }
    return { value, closed: quote >= 0, end: quote < 0 ? end : end + 1, lines: value.split('\n').length - 1 }
  }
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}
