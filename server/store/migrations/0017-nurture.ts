import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

type Kind = 'text' | 'bigint' | 'integer'
type Columns = Readonly<Record<string, Kind | `${Kind}?`>>

/** Segments, automations, mail templates, and what is looked up about companies. Column comments are in `nurture-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, { columns, key }] of Object.entries(TABLES)) await createTable(db, table, columns, key)
  const index = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns).execute()
  await index('segment_members_lead', 'segment_members', ['workspace_id', 'lead_id'])
  await index('lead_changes_due', 'lead_changes', ['next_at'])
  await index('automation_runs_at', 'automation_runs', ['workspace_id', 'at'])
  await index('automation_runs_lead', 'automation_runs', ['workspace_id', 'lead_id', 'at'])
  await sql`create unique index automation_runs_once on automation_runs (workspace_id, automation_id, once_key)`.execute(
    db,
  )
  await sql`create index automation_steps_due on automation_steps (next_at) where status = 'pending'`.execute(db)
  await index('automation_steps_lead', 'automation_steps', ['workspace_id', 'lead_id', 'kind', 'done_at'])
  await sql`create index enrichment_jobs_due on enrichment_jobs (next_at) where status = 'pending'`.execute(db)
}

const TABLES: Readonly<Record<string, { readonly columns: Columns; readonly key: readonly string[] }>> = {
  segments: {
    columns: { name: 'text', condition_json: 'text', watched: 'integer', created_at: 'bigint', updated_at: 'bigint' },
    key: ['id'],
  },
  segment_members: { columns: { since: 'bigint' }, key: ['segment_id', 'lead_id'] },
  mail_templates: {
    columns: {
      name: 'text',
      purpose: 'text',
      locale: 'text',
      texts_json: 'text',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    key: ['id'],
  },
  automations: {
    columns: {
      name: 'text',
      enabled: 'integer',
      spec_json: 'text',
      swept_at: 'bigint',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    key: ['id'],
  },
  lead_changes: {
    columns: {
      lead_id: 'text',
      before_json: 'text?',
      after_json: 'text',
      depth: 'integer',
      attempts: 'integer',
      next_at: 'bigint',
      at: 'bigint',
    },
    key: ['id'],
  },
  automation_runs: {
    columns: {
      automation_id: 'text',
      lead_id: 'text',
      once_key: 'text',
      fired: 'integer',
      reason: 'text?',
      seen_json: 'text',
      depth: 'integer',
      at: 'bigint',
    },
    key: ['id'],
  },
  automation_steps: {
    columns: {
      automation_id: 'text',
      lead_id: 'text',
      kind: 'text',
      action_json: 'text',
      status: 'text',
      reason: 'text?',
      detail_json: 'text',
      attempts: 'integer',
      next_at: 'bigint',
      leased_until: 'bigint',
      created_at: 'bigint',
      done_at: 'bigint?',
    },
    key: ['run_id', 'number'],
  },
  mail_suppressions: { columns: { reason: 'text', at: 'bigint' }, key: ['email_hash'] },
  nurture_settings: { columns: { settings_json: 'text', paused: 'integer', updated_at: 'bigint' }, key: [] },
  enrichment_settings: { columns: { enabled_json: 'text', updated_at: 'bigint' }, key: [] },
  enrichment_jobs: {
    columns: {
      subject: 'text',
      status: 'text',
      reason: 'text?',
      attempts: 'integer',
      next_at: 'bigint',
      leased_until: 'bigint',
      created_at: 'bigint',
      done_at: 'bigint?',
    },
    key: ['lead_id', 'enricher'],
  },
  enrichment_cache: {
    columns: { findings_json: 'text', fetched_at: 'bigint', expires_at: 'bigint' },
    key: ['enricher', 'subject'],
  },
}

async function createTable(
  db: Kysely<unknown>,
  table: string,
  columns: Columns,
  key: readonly string[],
): Promise<void> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(table)
  for (const name of ['workspace_id', ...key]) {
    builder = builder.addColumn(name, name === 'number' ? 'integer' : 'text', column => column.notNull())
  }
  for (const [name, kind] of Object.entries(columns)) {
    const optional = kind.endsWith('?')
    const type = kind.replace('?', '') as Kind // the mark is all it may carry
    builder = builder.addColumn(name, type, column => (optional ? column : column.notNull()))
  }
  await builder.addPrimaryKeyConstraint(`${table}_pk`, ['workspace_id', ...key] as never[]).execute()
}
