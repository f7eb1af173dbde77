import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

/** Writes for real and changes nothing: the same value again still goes through log and fsync. */
export async function probeWrite(trx: Kysely<Database>): Promise<void> {
  await sql`update parley_migrations set applied_at = applied_at where name = (select min(name) from parley_migrations)`.execute(
    trx,
  )
}
