import { type Kysely, sql } from 'kysely'
import type { StoreEngine } from './index.ts'

/**
 * The tables of sign-in. All but the last are as better-auth 1.7 makes them (a test compares), so that a later version
 * meets what it expects: its own column names, and its own types for times and yes/no on each database.
 */
export async function up(db: Kysely<unknown>, engine: StoreEngine): Promise<void> {
  const time = engine === 'postgres' ? sql`timestamptz` : sql`date`
  const yesNo = engine === 'postgres' ? sql`boolean` : sql`integer`

  await db.schema
    .createTable('auth_users')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('email', 'text', column => column.notNull().unique())
    .addColumn('emailVerified', yesNo, column => column.notNull())
    .addColumn('image', 'text')
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .execute()

  await db.schema
    .createTable('auth_sessions')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('expiresAt', time, column => column.notNull())
    .addColumn('token', 'text', column => column.notNull().unique())
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('userId', 'text', column => column.notNull().references('auth_users.id').onDelete('cascade'))
    .addColumn('activeOrganizationId', 'text')
    .execute()
  await db.schema.createIndex('auth_sessions_userId_idx').on('auth_sessions').column('userId').execute()

  await db.schema
    .createTable('auth_accounts')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('accountId', 'text', column => column.notNull())
    .addColumn('providerId', 'text', column => column.notNull())
    .addColumn('userId', 'text', column => column.notNull().references('auth_users.id').onDelete('cascade'))
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', time)
    .addColumn('refreshTokenExpiresAt', time)
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .execute()
  await db.schema.createIndex('auth_accounts_userId_idx').on('auth_accounts').column('userId').execute()

  await db.schema
    .createTable('auth_verifications')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('identifier', 'text', column => column.notNull())
    .addColumn('value', 'text', column => column.notNull())
    .addColumn('expiresAt', time, column => column.notNull())
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .execute()
  await db.schema
    .createIndex('auth_verifications_identifier_idx')
    .on('auth_verifications')
    .column('identifier')
    .execute()

  await db.schema
    .createTable('auth_organizations')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('slug', 'text', column => column.notNull().unique())
    .addColumn('logo', 'text')
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('metadata', 'text')
    .execute()

  await db.schema
    .createTable('auth_members')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('organizationId', 'text', column =>
      column.notNull().references('auth_organizations.id').onDelete('cascade'),
    )
    .addColumn('userId', 'text', column => column.notNull().references('auth_users.id').onDelete('cascade'))
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('createdAt', time, column => column.notNull())
    .execute()
  await db.schema.createIndex('auth_members_organizationId_idx').on('auth_members').column('organizationId').execute()
  await db.schema.createIndex('auth_members_userId_idx').on('auth_members').column('userId').execute()

  await db.schema
    .createTable('auth_invitations')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('organizationId', 'text', column =>
      column.notNull().references('auth_organizations.id').onDelete('cascade'),
    )
    .addColumn('email', 'text', column => column.notNull())
    .addColumn('role', 'text')
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('expiresAt', time, column => column.notNull())
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('inviterId', 'text', column => column.notNull().references('auth_users.id').onDelete('cascade'))
    .execute()
  await db.schema
    .createIndex('auth_invitations_organizationId_idx')
    .on('auth_invitations')
    .column('organizationId')
    .execute()
  await db.schema.createIndex('auth_invitations_email_idx').on('auth_invitations').column('email').execute()

  await db.schema
    .createTable('auth_setup_links')
    .addColumn('token_hash', 'text', column => column.primaryKey())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
}
