import { ApiError } from '../errors.ts'
import { guessColumns, targetsOf } from './columns.ts'
import { DATED, releaseOf } from './import-leads.ts'
import type { DateOrder, ImportRequest, RowProblem } from './import-type.ts'
import { parseCsv } from './parse-csv.ts'
import { guessDateOrder } from './read-date.ts'
import { type ImportDeps, runImport } from './run-import.ts'

/** What a column can be, for people to choose. */
export interface ImportTarget {
  readonly id: string
  readonly label: string
  readonly required: boolean
}

/** The beginning of a file, read. */
export interface ImportPreview {
  readonly delimiter: string
  readonly header: readonly string[]
  /** What each column is: as given, or as guessed. */
  readonly columns: readonly (string | null)[]
  readonly targets: readonly ImportTarget[]
  /** The first ten records, with the line each begins on. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly dates: DateOrder
  /** Of the rows that were sent; empty while something is still to be said (`missing`). */
  readonly problems: readonly RowProblem[]
  /** What must be said before this can be imported, in words; null = nothing. */
  readonly missing: string | null
}

const ROWS = 10
const isDated = (column: string) => ['at', ...DATED].includes(column)

/** Reads the beginning of a file without writing anything: columns as given or guessed, and what would be wrong with its rows. */
export async function previewImport(
  deps: ImportDeps,
  request: Omit<ImportRequest, 'columns' | 'dryRun'> & { readonly columns?: readonly (string | null)[] | undefined },
): Promise<ImportPreview> {
  const { workspaceId, kind, csv, options } = request
  const { delimiter, header, records } = parseCsv(csv)
  const flow = kind === 'leads' ? (await releaseOf(deps, workspaceId, options.flow)).flow : undefined
  const targets = targetsOf(kind, flow)
  const columns = request.columns ?? guessColumns(header, targets)
  const dated = columns.flatMap((column, index) => (column !== null && isDated(column) ? [index] : []))
  const dates = options.dates ?? guessDateOrder(records.flatMap(({ cells }) => dated.map(index => cells[index] ?? '')))
  const { problems, missing } = await tryIt(deps, { ...request, columns, options: { ...options, dates }, dryRun: true })
  return {
    delimiter,
    header,
    columns,
    targets: targets.map(({ id, label, required = false }) => ({ id, label, required })),
    rows: records.slice(0, ROWS).map(({ line, cells }) => ({ line, cells: cells.map(cell => cell.slice(0, 200)) })),
    dates,
    problems,
    missing,
  }
}

async function tryIt(deps: ImportDeps, request: ImportRequest): Promise<Pick<ImportPreview, 'problems' | 'missing'>> {
  try {
    return { problems: (await runImport(deps, request)).problems, missing: null }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'invalid_body') throw error
    return { problems: [], missing: error.options.detail ?? 'Something is missing.' }
  }
}
