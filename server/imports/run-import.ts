import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { targetsOf } from './columns.ts'
import { importAccounts } from './import-accounts.ts'
import { importEvents } from './import-events.ts'
import { importLeads } from './import-leads.ts'
import { importOutcomes } from './import-outcomes.ts'
import {
  IMPORT_LIMITS,
  type ImportRequest,
  type ImportResult,
  type RowOutcome,
  type RowProblem,
} from './import-type.ts'
import { type CsvTable, parseCsv } from './parse-csv.ts'
import { type ImportRow, toImportRow, unreadable } from './read-row.ts'

export type ImportDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/** Rows that can be read, on their way to what they are about. */
export interface RowsToImport extends ImportRequest {
  readonly rows: readonly ImportRow[]
  readonly at: number
}

/** What became of the rows, with their problems. */
export interface ImportedRows {
  readonly outcomes: readonly RowOutcome[]
  readonly problems: readonly RowProblem[]
}

const IMPORTERS = {
  leads: importLeads,
  events: importEvents,
  outcomes: importOutcomes,
  accounts: importAccounts,
} satisfies Readonly<Record<ImportRequest['kind'], (deps: ImportDeps, rows: RowsToImport) => Promise<ImportedRows>>>

/**
 * Reads a file, or a part of one with its header: every row by itself, those that can be kept are kept, the others are named
 * with line, column and reason. Importing the same file again changes nothing. With `dryRun` nothing is written. Throws
 * ApiError `invalid_body` when the file as a whole cannot be imported: no rows, too many, a column that must be there is not.
 */
export async function runImport(deps: ImportDeps, request: ImportRequest): Promise<ImportResult> {
  const table = parseCsv(request.csv)
  checkTable(table, request)
  const lineOffset = request.firstLine === undefined ? 0 : request.firstLine - (table.records[0]?.line ?? 2)
  const problems: RowProblem[] = []
  const rows: ImportRow[] = []
  for (const record of table.records) {
    const problem = unreadable(record, table.header, lineOffset)
    if (problem) problems.push(problem)
    else rows.push(toImportRow(record, { header: table.header, columns: request.columns, lineOffset }))
  }
  const imported = await IMPORTERS[request.kind](deps, { ...request, rows, at: deps.now() })
  const count = (outcome: RowOutcome) => imported.outcomes.filter(one => one === outcome).length
  const all = [...problems, ...imported.problems].sort((a, b) => a.line - b.line)
  return {
    rows: table.records.length,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused') + problems.length,
    problems: all.slice(0, IMPORT_LIMITS.problems),
  }
}

function checkTable(table: CsvTable, { kind, columns, options }: ImportRequest): void {
  const refuse = (pointer: string, code: string, message: string) =>
    new ApiError('invalid_body', { detail: message, errors: [{ pointer, code, message }] })
  if (table.headless) {
    throw refuse('/csv', 'unclosed_quote', 'A quote is opened in the first line and never closed.')
  }
  if (table.header.some(name => name.includes('\0'))) {
    throw refuse('/csv', 'bad_encoding', 'This is text of another kind than it was read as. Save the file as UTF-8.')
  }
  if (table.header.length === 0 || table.records.length === 0) {
    throw refuse('/csv', 'no_rows', 'The file has no rows below its header.')
  }
  if (table.records.length > IMPORT_LIMITS.rows) {
    throw refuse('/csv', 'too_many_rows', `Send ${IMPORT_LIMITS.rows} rows at most at once, each part with the header.`)
  }
  if (columns.length !== table.header.length) {
    throw refuse(
      '/columns',
      'columns_mismatch',
      `Say for each of the ${table.header.length} columns what it is, or null.`,
    )
  }
  const chosen = columns.filter(column => column !== null && column !== 'property:*')
  if (new Set(chosen).size < chosen.length) {
    throw refuse('/columns', 'column_twice', 'Two columns are the same thing. Leave one of them out.')
  }
  const missing = targetsOf(kind).find(({ id, required }) => required && !columns.includes(id))
  if (missing) throw refuse('/columns', 'column_missing', `Say which column holds this: ${missing.label}.`)
  const needsPerson = kind === 'events' || kind === 'outcomes'
  if (needsPerson && !['email', 'lead', 'visitor'].some(id => columns.includes(id))) {
    throw refuse(
      '/columns',
      'column_missing',
      'Say which column names the person: the e-mail address or the id of the lead.',
    )
  }
  if (kind === 'events' && !columns.includes('type') && options.type === undefined) {
    throw refuse(
      '/columns',
      'column_missing',
      'Say which column holds the type of event, or choose one type for all rows.',
    )
  }
  if (kind === 'leads' && (options.basis ?? '').trim().length < 3) {
    throw refuse(
      '/options/basis',
      'basis_missing',
      'Say why you may write to these people: it is kept with each of them.',
    )
  }
}
