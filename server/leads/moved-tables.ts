import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../store/schema.ts'

interface MovedTable {
  readonly table: keyof Database
  /** What names a row besides its workspace and lead. */
  readonly key: readonly string[]
  /** Both leads may have a row of this key: then each keeps its own. */
  readonly mayMeet?: true
}

/**
 * What belongs to a person and follows them when two of their leads become one. A table that names a lead is here or
 * in `STAYING`; a test holds it to that.
 */
export const MOVED_TABLES: readonly MovedTable[] = [
  { table: 'sessions', key: ['id'] },
  { table: 'activity_events', key: ['id'] },
  { table: 'routing_decisions', key: ['id'] },
  { table: 'lead_events', key: ['id'] },
  { table: 'lead_outcomes', key: ['id'] },
  { table: 'bookings', key: ['id'] },
  { table: 'deliveries', key: ['id'] },
  { table: 'lead_aliases', key: ['alias_id'] },
  { table: 'lead_addresses', key: ['email'] },
  { table: 'lead_changes', key: ['id'] },
  { table: 'lead_hand_overs', key: ['id'] },
  { table: 'automation_runs', key: ['id'] },
  { table: 'automation_steps', key: ['run_id', 'number'] },
  { table: 'segment_members', key: ['segment_id'], mayMeet: true },
  { table: 'enrichment_jobs', key: ['enricher'], mayMeet: true },
]

/** Facts are merged one by one and scores are computed anew; the rest is about the two leads themselves. */
export const STAYING: ReadonlySet<string> = new Set(['lead_facts', 'ledger_entries', 'shadow_scores', 'lead_apart'])

interface Move {
  readonly workspaceId: string
  readonly mergeId: string
  readonly into: string
  readonly from: string
}

/** Gives all rows of one lead to another and notes which they were. */
export async function moveRows(trx: Kysely<Database>, { workspaceId, mergeId, into, from }: Move): Promise<void> {
  for (const { table, key, mayMeet } of MOVED_TABLES) {
    const rows = sql.table(table)
    const name = keyOf(key)
    const alone = mayMeet
      ? sql`and not exists (select 1 from ${rows} own where own.workspace_id = moving.workspace_id
          and own.lead_id = ${into} and ${sameKey(key)})`
      : sql``
    await sql`insert into lead_merge_rows (workspace_id, merge_id, table_name, row_key)
      select ${workspaceId}, ${mergeId}, ${table}, ${name} from ${rows} moving
      where moving.workspace_id = ${workspaceId} and moving.lead_id = ${from} ${alone}`.execute(trx)
    await handOver(trx, { rows, name, table, workspaceId, mergeId, holder: from, heir: into })
  }
}

/** Gives back what a merge moved, as far as it is still there. */
export async function moveRowsBack(trx: Kysely<Database>, { workspaceId, mergeId, into, from }: Move): Promise<void> {
  for (const { table, key } of MOVED_TABLES) {
    await handOver(trx, {
      rows: sql.table(table),
      name: keyOf(key),
      table,
      workspaceId,
      mergeId,
      holder: into,
      heir: from,
    })
  }
}

async function handOver(
  trx: Kysely<Database>,
  of: {
    readonly rows: RawBuilder<unknown>
    readonly name: RawBuilder<unknown>
    readonly table: string
    readonly workspaceId: string
    readonly mergeId: string
    readonly holder: string
    readonly heir: string
  },
): Promise<void> {
  const { rows, name, table, workspaceId, mergeId, holder, heir } = of
  await sql`update ${rows} set lead_id = ${heir} where workspace_id = ${workspaceId} and lead_id = ${holder}
    and ${name} in (select row_key from lead_merge_rows
      where workspace_id = ${workspaceId} and merge_id = ${mergeId} and table_name = ${table})`.execute(trx)
}

/** The key as one text; ids have no blanks. */
function keyOf(columns: readonly string[]): RawBuilder<unknown> {
  const parts = columns.map(column => sql`cast(${sql.ref(column)} as text)`)
  return sql`(${sql.join(parts, sql` || ' ' || `)})`
}

function sameKey(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(
    columns.map(column => sql`own.${sql.ref(column)} = moving.${sql.ref(column)}`),
    sql` and `,
  )
}
