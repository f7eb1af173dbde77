import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { withAuthTables } from './auth-tables.ts'

export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface User {
  readonly id: string
  readonly name: string
  /** Lower case. */
  readonly email: string
}

/**
 * A person's account of this installation, with a password. The slow half (hashing) apart from the writing half, which goes
 * into somebody's unit of work; that one throws ApiError `conflict` when the address has an account already.
 */
export async function prepareAccount(deps: Pick<Deps, 'store' | 'now' | 'newId'>, account: NewAccount) {
  const password = await hashPassword(account.password)
  const email = account.email.toLowerCase()
  const userId = deps.newId()
  const at = new Date(deps.now()).toISOString()

  async function insert(unit: Kysely<Database>): Promise<void> {
    const trx = withAuthTables(unit)
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('auth_users')
      .values({
        id: userId,
        name: account.name,
        email,
        emailVerified: deps.store.engine === 'postgres' ? false : 0,
        createdAt: at,
        updatedAt: at,
      })
      .onConflict(conflict => conflict.column('email').doNothing())
      .executeTakeFirstOrThrow()
    if (!numInsertedOrUpdatedRows) {
      throw new ApiError('conflict', { detail: 'This e-mail address has an account already.' })
    }
    await trx
      .insertInto('auth_accounts')
      .values({
        id: deps.newId(),
        accountId: userId,
        providerId: 'credential',
        userId,
        password,
        createdAt: at,
        updatedAt: at,
      })
      .execute()
  }

  return { userId, insert }
}

export async function findUser(
  db: Kysely<Database>,
  by: { readonly id: string } | { readonly email: string },
): Promise<User | null> {
  const users = withAuthTables(db).selectFrom('auth_users').select(['id', 'name', 'email'])
  const found = 'id' in by ? users.where('id', '=', by.id) : users.where('email', '=', by.email.toLowerCase())
  return (await found.executeTakeFirst()) ?? null
}

/** Whether it is this person's password. */
export async function isPasswordOf(db: Kysely<Database>, userId: string, password: string): Promise<boolean> {
  const row = await withAuthTables(db)
    .selectFrom('auth_accounts')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row?.password ? await verifyPassword({ hash: row.password, password }) : false
}

/** Gives a person another password and ends all their sessions. Hash it before: that takes its time. */
export async function setPassword(
  unit: Kysely<Database>,
  { userId, hash, at }: { readonly userId: string; readonly hash: string; readonly at: number },
): Promise<void> {
  const trx = withAuthTables(unit)
  await trx
    .updateTable('auth_accounts')
    .set({ password: hash, updatedAt: new Date(at).toISOString() })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
  await trx.deleteFrom('auth_sessions').where('userId', '=', userId).execute()
}
