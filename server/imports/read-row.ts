import type { CsvRecord } from '#flows/csv-records.ts'
import { hasControlCharacters } from '../http/read-json.ts'
import type { RowProblem } from './import-type.ts'

/** One record by what its columns are. */
export interface ImportRow {
  readonly line: number
  /** The cell of a target, trimmed; undefined when there is no such column or it is empty. */
  get(target: string): string | undefined
  /** All cells whose target begins so, with the header of each. */
  all(prefix: string): readonly { readonly target: string; readonly column: string; readonly value: string }[]
  /** A problem that refuses the row. */
  refuse(target: string | null, code: string, message: string): RowProblem
  /** A problem that leaves out one cell. */
  leaveOut(column: string, code: string, message: string): RowProblem
}

const CELL = 2_000

/** Ties a record to the targets of its columns. */
export function toImportRow(
  record: CsvRecord,
  of: { readonly header: readonly string[]; readonly columns: readonly (string | null)[]; readonly lineOffset: number },
): ImportRow {
  const line = record.line + of.lineOffset
  const cells = of.columns.flatMap((target, index) => {
    const value = (record.cells[index] ?? '').trim()
    return target === null || value === '' ? [] : [{ target, column: of.header[index] ?? '', value }]
  })
  const columnOf = (target: string) => of.header[of.columns.indexOf(target)] ?? null
  return {
    line,
    get: target => cells.find(cell => cell.target === target)?.value,
    all: prefix => cells.filter(cell => cell.target.startsWith(prefix)),
    refuse: (target, code, message) => {
      return { line, column: target === null ? null : columnOf(target), code, message, refused: true }
    },
    leaveOut: (column, code, message) => ({ line, column, code, message, refused: false }),
  }
}

/** What refuses a record whatever it is about: a quote left open, cells that cannot be kept, or more than the header has. */
export function unreadable(record: CsvRecord, header: readonly string[], lineOffset: number): RowProblem | null {
  const refuse = (column: string | null, code: string, message: string): RowProblem => {
    return { line: record.line + lineOffset, column, code, message, refused: true }
  }
  if (record.broken) {
    return refuse(
      header[record.cells.length - 1] ?? null,
      'unclosed_quote',
      'A quote is opened in this cell and never closed. Close it, or take it out.',
    )
  }
  if (record.cells.slice(header.length).some(cell => cell.trim() !== '')) {
    return refuse(
      null,
      'too_many_cells',
      'This row has more cells than the header. Look for a delimiter or quote inside a cell.',
    )
  }
  for (const [index, cell] of record.cells.entries()) {
    const column = header[index] ?? null
    if (cell.length > CELL) return refuse(column, 'too_long', `This cell has more than ${CELL} characters.`)
    if (hasControlCharacters(cell) || !cell.isWellFormed()) {
      return refuse(column, 'bad_characters', 'This cell has characters that cannot be kept. Save the file as UTF-8.')
    }
  }
  return null
}
