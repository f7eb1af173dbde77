import { type Kysely, sql } from 'kysely'

/** Calendars of salespeople, what is booked in them, and the letters about it. Column comments are in `schema.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('calendars')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('owner_email', 'text', column => column.notNull())
    .addColumn('settings_json', 'text', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('calendars_pk', ['workspace_id', 'owner_email'])
    .execute()

  await db.schema
    .createTable('bookings')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('lead_id', 'text', column => column.notNull())
    .addColumn('session_id', 'text', column => column.notNull())
    .addColumn('owner_email', 'text', column => column.notNull())
    .addColumn('owner_name', 'text', column => column.notNull())
    .addColumn('place', 'text', column => column.notNull())
    .addColumn('starts_at', 'bigint', column => column.notNull())
    .addColumn('ends_at', 'bigint', column => column.notNull())
    .addColumn('time_zone', 'text', column => column.notNull())
    .addColumn('locale', 'text', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('token_hash', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('bookings_pk', ['workspace_id', 'id'])
    .execute()
  await db.schema.createIndex('bookings_token').on('bookings').columns(['token_hash']).unique().execute()
  await db.schema.createIndex('bookings_lead').on('bookings').columns(['workspace_id', 'lead_id']).execute()
  await sql`create unique index bookings_session on bookings (workspace_id, session_id) where status = 'booked'`.execute(
    db,
  )

  // The key is what keeps two visitors from the same minute of one person, on both databases.
  await db.schema
    .createTable('booked_times')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('owner_email', 'text', column => column.notNull())
    .addColumn('cell', 'integer', column => column.notNull())
    .addColumn('booking_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('booked_times_pk', ['workspace_id', 'owner_email', 'cell'])
    .execute()
  await db.schema
    .createIndex('booked_times_booking')
    .on('booked_times')
    .columns(['workspace_id', 'booking_id'])
    .execute()

  await db.schema
    .createTable('booking_letters')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('booking_id', 'text', column => column.notNull())
    .addColumn('letter_json', 'text', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('attempts', 'integer', column => column.notNull())
    .addColumn('next_at', 'bigint', column => column.notNull())
    .addColumn('error', 'text')
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('booking_letters_pk', ['workspace_id', 'id'])
    .execute()
  await sql`create index booking_letters_due on booking_letters (next_at) where status = 'pending'`.execute(db)
}
