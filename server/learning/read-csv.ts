export interface CsvTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Line numbers (the header is 1) of rows with more or fewer cells than the header; they are left out. */
  readonly ragged: readonly number[]
}

/** RFC 4180, with `,`, `;` or a tab between cells, as the header line suggests. Quotes may hold separators and line ends. */
export function readCsv(text: string): CsvTable {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const separator = separatorOf(body)
  const [head, ...rest] = records(body, separator)
  const header = uniqueNames(head?.cells ?? [])
  const filled = rest.filter(({ cells }) => cells.length > 1 || cells[0] !== '' || header.length === 1)
  const rows = filled.filter(({ cells }) => cells.length === header.length).map(({ cells }) => cells)
  const ragged = filled.filter(({ cells }) => cells.length !== header.length).map(({ line }) => line)
  return { header, rows, ragged }
}

function separatorOf(text: string): string {
  const line = text.slice(0, text.search(/\r?\n|$/))
  const count = (separator: string) => line.split(separator).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

function* records(text: string, separator: string): Generator<{ cells: string[]; line: number }> {
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let start = 1
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '\n') line++
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[index + 1] === '"') cell += text[++index]
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) {
      cells.push(cell)
      cell = ''
    } else if (char === '\n') {
      cells.push(cell.endsWith('\r') ? cell.slice(0, -1) : cell)
      yield { cells, line: start }
      cells = []
      cell = ''
      start = line
    } else cell += char
  }
  if (cell !== '' || cells.length > 0) yield { cells: [...cells, cell], line: start }
}

function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((raw, index) => {
    const name = raw.trim() || `column ${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
