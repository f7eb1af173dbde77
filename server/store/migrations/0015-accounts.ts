import type { Kysely } from 'kysely'

type Columns = Readonly<Record<string, 'text' | 'text?' | 'bigint' | 'bigint?' | 'integer' | 'double precision'>>

/** Leads that are one person, and the accounts that leads belong to. Column comments are in `account-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, { key, columns }] of Object.entries(TABLES)) await createTable(db, table, key, columns)
  const index = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns).execute()
  await index('lead_aliases_lead', 'lead_aliases', ['workspace_id', 'lead_id'])
  await index('lead_addresses_lead', 'lead_addresses', ['workspace_id', 'lead_id'])
  await index('lead_merges_into', 'lead_merges', ['workspace_id', 'into_id'])
  await index('accounts_committee', 'accounts', ['committee_until'])
  await index('account_work_due', 'account_work', ['due_at'])
}

const TABLES: Readonly<Record<string, { readonly key: readonly string[]; readonly columns: Columns }>> = {
  lead_aliases: { key: ['alias_id'], columns: { lead_id: 'text' } },
  lead_addresses: { key: ['email'], columns: { lead_id: 'text', merge_id: 'text' } },
  lead_merges: {
    key: ['id'],
    columns: {
      into_id: 'text',
      from_id: 'text',
      actor: 'text',
      actor_name: 'text',
      record_json: 'text',
      at: 'bigint',
      undone_at: 'bigint?',
    },
  },
  lead_merge_rows: { key: ['merge_id', 'table_name', 'row_key'], columns: {} },
  lead_apart: { key: ['lead_id', 'other_id'], columns: { actor: 'text', at: 'bigint' } },
  account_domains: { key: ['domain'], columns: { account: 'text' } },
  priority_accounts: {
    key: ['pattern'],
    columns: { listed: 'integer', name: 'text?', note: 'text?', actor: 'text', at: 'bigint' },
  },
  accounts: {
    key: ['domain'],
    columns: {
      people: 'integer',
      score: 'double precision',
      committee_until: 'bigint',
      lines_json: 'text',
      updated_at: 'bigint',
    },
  },
  account_work: { key: ['domain'], columns: { due_at: 'bigint' } },
  account_settings: { key: [], columns: { settings_json: 'text', updated_at: 'bigint' } },
}

async function createTable(
  db: Kysely<unknown>,
  table: string,
  key: readonly string[],
  columns: Columns,
): Promise<void> {
  const names = ['workspace_id', ...key]
  let builder = db.schema.createTable(table).addColumn('workspace_id', 'text', column => column.notNull())
  for (const name of key) builder = builder.addColumn(name, 'text', column => column.notNull())
  for (const [name, kind] of Object.entries(columns)) {
    const type = kind.replace('?', '') as 'text' | 'bigint' | 'integer' | 'double precision' // the mark is all it may carry
    builder = builder.addColumn(name, type, column => (kind.endsWith('?') ? column : column.notNull()))
  }
  await builder.addPrimaryKeyConstraint(`${table}_pk`, names as never[]).execute()
}
