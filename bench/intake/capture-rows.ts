import type { Kysely } from 'kysely'
import type { CreateSessionResponse } from '#flows/api.ts'
import type { Database } from '#server/store/schema.ts'
import type { Submission } from './submission.ts'

export type Cell = string | number | null
export type Row = Readonly<Record<string, Cell>>

export interface TableRows {
  readonly table: keyof Database
  readonly rows: readonly Row[]
}

/** A submission, what it left in the database, and what was answered. */
export interface Captured {
  readonly submission: Submission
  readonly tables: readonly TableRows[]
  /** Ids and hashes that were made for this submission: each other one has its own. */
  readonly made: readonly string[]
  readonly response: CreateSessionResponse
}

const ID_OR_HASH = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$/
/** Written last, as by any unit that means to hold this lock for a short time only. */
const LAST: keyof Database = 'routing_counters'

/** Makes a submission on a database that nobody else writes to, and finds the rows it wrote, in whatever tables. */
export async function captureRows(
  db: Kysely<Database>,
  submission: Submission,
  submit: (submission: Submission) => Promise<CreateSessionResponse>,
): Promise<Captured> {
  const before = await readAll(db)
  const response = await submit(submission)
  const after = await readAll(db)
  const known = new Set(before.flatMap(({ rows }) => rows).map(row => JSON.stringify(row)))
  const knownCells = new Set(cellsOf(before))
  const tables = after
    .map(({ table, rows }) => ({ table, rows: rows.filter(row => !known.has(JSON.stringify(row))) }))
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => Number(a.table === LAST) - Number(b.table === LAST))
  const made = [...new Set(cellsOf(tables))].filter(
    (cell): cell is string => typeof cell === 'string' && ID_OR_HASH.test(cell) && !knownCells.has(cell),
  )
  return { submission, tables, made, response }
}

async function readAll(db: Kysely<Database>): Promise<TableRows[]> {
  const contents: TableRows[] = []
  for (const table of await tablesOf(db)) {
    const rows: unknown = await db.selectFrom(table).selectAll().execute()
    contents.push({ table, rows: rows as Row[] }) // on both databases columns hold texts and numbers only
  }
  return contents
}

async function tablesOf(db: Kysely<Database>): Promise<(keyof Database)[]> {
  const tables = await db.introspection.getTables()
  return tables.map(({ name }) => name as keyof Database) // a name of a table that is there
}

function cellsOf(tables: readonly TableRows[]): Cell[] {
  return tables.flatMap(({ rows }) => rows.flatMap(row => Object.values(row)))
}
