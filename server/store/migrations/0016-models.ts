import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

/** Backtests, sign-off, reviews and trials of score models. Column comments are in `model-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await table(db, 'model_settings', [], { sign_off: 'integer', review_days: 'integer' })
  await table(db, 'model_sign_offs', ['flow_id', 'model_revision', 'side'], {
    user_id: 'text',
    user_name: 'text',
    at: 'bigint',
  })
  await table(db, 'model_reviews', ['flow_id'], { user_name: 'text', at: 'bigint' })
  await table(db, 'model_backtests', ['id'], {
    flow_id: 'text',
    status: 'text',
    spec_json: 'text',
    done: 'integer',
    total: 'integer',
    report_json: 'text?',
    problem: 'text?',
    user_name: 'text',
    created_at: 'bigint',
    updated_at: 'bigint',
  })
  await table(db, 'model_trials', ['id'], {
    flow_id: 'text',
    mode: 'text',
    model_revision: 'text',
    champion_revision: 'text',
    share: 'integer',
    user_name: 'text',
    started_at: 'bigint',
    ended_at: 'bigint?',
    ended_why: 'text?',
  })
  await table(db, 'shadow_scores', ['trial_id', 'lead_id'], {
    score: 'integer',
    fit: 'integer',
    engagement: 'integer',
    temperature: 'text',
    qualified: 'integer',
    live_score: 'integer',
    live_temperature: 'text',
    live_qualified: 'integer',
    at: 'bigint',
  })
  await db.schema
    .createIndex('model_backtests_flow')
    .on('model_backtests')
    .columns(['workspace_id', 'flow_id', 'id'])
    .execute()
  // Two trials of one kind at once would be two answers to the same question; it also finds the one that runs.
  await sql`create unique index model_trials_running on model_trials (workspace_id, flow_id, mode)
    where ended_at is null`.execute(db)
}

type Kind = 'text' | 'integer' | 'bigint' | 'text?' | 'bigint?'

/** The workspace and these text columns are the key. */
async function table(
  db: Kysely<unknown>,
  name: string,
  key: readonly string[],
  columns: Readonly<Record<string, Kind>>,
): Promise<void> {
  let create: CreateTableBuilder<string, string> = db.schema.createTable(name)
  for (const column of ['workspace_id', ...key]) create = create.addColumn(column, 'text', part => part.notNull())
  for (const [column, kind] of Object.entries(columns)) {
    const type = kind.replace('?', '') as 'text' | 'integer' | 'bigint' // all that `Kind` allows
    create = create.addColumn(column, type, part => (kind.endsWith('?') ? part : part.notNull()))
  }
  await create.addPrimaryKeyConstraint(`${name}_pk`, ['workspace_id', ...key]).execute()
}
