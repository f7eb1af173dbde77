import { DatabaseError } from 'pg'
import type { Database } from './schema.ts'

const POSTGRES_UNIQUE = '23505' // https://www.postgresql.org/docs/current/errcodes-appendix.html
// Extended result codes of unique and primary keys, https://sqlite.org/rescode.html
const SQLITE_UNIQUE = [2067, 1555]

/**
 * Whether an insert into one table failed since a row with such a key is there already. Cheaper than asking for what was
 * inserted (`on conflict do nothing returning`) where such a row is rare and the unit has to give up anyway. SQLite does
 * not name the table apart from its words: catch around that insert alone.
 */
export function isUniqueViolation(error: unknown, table: keyof Database): boolean {
  if (error instanceof DatabaseError) return error.code === POSTGRES_UNIQUE && error.table === table
  return error instanceof Error && 'errcode' in error && SQLITE_UNIQUE.includes(Number(error.errcode))
}
