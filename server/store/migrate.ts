import { type Kysely, sql } from 'kysely'
import type { Migration, StoreEngine } from './migrations/index.ts'
import type { Database } from './schema.ts'
import { StoreOpenError } from './store-errors.ts'

interface MigrateOptions {
  readonly db: Kysely<Database>
  readonly engine: StoreEngine
  readonly migrations: readonly Migration[]
}

/**
 * Brings the tables up to date in one transaction: all that is missing, or nothing. Several servers may start at once.
 * Throws StoreOpenError `schema_newer` when the database holds a migration that is not in the list.
 */
export async function migrate({ db, engine, migrations }: MigrateOptions): Promise<void> {
  await db.transaction().execute(async trx => {
    if (engine === 'postgres') await holdMigrationLock(trx)
    await sql`create table if not exists parley_migrations (name text primary key, applied_at bigint not null)`.execute(
      trx,
    )
    const { rows } = await sql<{ name: string }>`select name from parley_migrations`.execute(trx)
    const applied = new Set(rows.map(row => row.name))
    refuseUnknown(applied, migrations)

    for (const migration of migrations) {
      if (applied.has(migration.name)) continue
      // A migration sees no tables by type: the schema of today is not the schema it was written for.
      await migration.up(trx as unknown as Kysely<unknown>, engine)
      await sql`insert into parley_migrations (name, applied_at) values (${migration.name}, ${Date.now()})`.execute(trx)
    }
  })
}

function refuseUnknown(applied: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(migration => migration.name))
  const unknown = [...applied].filter(name => !known.has(name))
  if (unknown.length > 0) {
    const message = `The database was last used by a newer Parley (it has ${unknown.join(', ')}). Run that version or a newer one.`
    throw new StoreOpenError('schema_newer', message)
  }
}

/** Until the transaction ends. Its number is arbitrary and must stay. Not every Postgres-like engine has advisory locks. */
async function holdMigrationLock(trx: Kysely<Database>): Promise<void> {
  await sql`select set_config('statement_timeout', '0', true)`.execute(trx)
  await sql`select pg_advisory_xact_lock(7270253901)`.execute(trx)
}
