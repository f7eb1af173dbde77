import { parseCsv } from '../imports/parse-csv.ts'

/** One company of a file. */
export interface PriorityRow {
  /** As the file counts its lines, from 1. */
  readonly row: number
  readonly domain: string
  readonly name: string | null
  readonly note: string | null
}

type Column = 'domain' | 'name' | 'note'

const COLUMNS: readonly Column[] = ['domain', 'name', 'note']
const HEADS: ReadonlyMap<string, Column> = new Map([
  ['domain', 'domain'],
  ['website', 'domain'],
  ['url', 'domain'],
  ['pattern', 'domain'],
  ['name', 'name'],
  ['company', 'name'],
  ['account', 'name'],
  ['note', 'note'],
  ['notes', 'note'],
  ['comment', 'note'],
])

/** Reads a list of companies, one a row: domain, name, note, or in the order that a head names. Blank rows are passed over. */
export function readPriorityRows(text: string): PriorityRow[] {
  const { header, records } = parseCsv(text)
  const head = header.map(cell => HEADS.get(cell.toLowerCase()))
  const hasHead = head.includes('domain')
  const order = hasHead ? head : COLUMNS
  // A list of domains needs no head: then the first line is a company too.
  const rows = hasHead || header.length === 0 ? records : [{ line: 1, cells: header }, ...records]
  return rows.map(({ line, cells }) => {
    const of = (column: Column) => cells[order.indexOf(column)]?.trim() || null
    return { row: line, domain: of('domain') ?? '', name: of('name'), note: of('note') }
  })
}
