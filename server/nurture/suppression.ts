import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'

/** An address as it is kept to never write to it again: of no use to whoever lacks the secret. */
export function hashAddress(secret: string, email: string): string {
  return createHmac('sha256', secret).update(`suppressed:${email.trim().toLowerCase()}`).digest('base64url')
}

export interface SuppressedAddress {
  readonly workspaceId: string
  readonly emailHash: string
}

export async function isSuppressed(
  db: Kysely<Database>,
  { workspaceId, emailHash }: SuppressedAddress,
): Promise<boolean> {
  const row = await db
    .selectFrom('mail_suppressions')
    .select('at')
    .where('workspace_id', '=', workspaceId)
    .where('email_hash', '=', emailHash)
    .executeTakeFirst()
  return row !== undefined
}

/** Says whether it is news. */
export async function suppress(
  trx: Kysely<Database>,
  { workspaceId, emailHash }: SuppressedAddress,
  at: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('mail_suppressions')
    .values({ workspace_id: workspaceId, email_hash: emailHash, reason: 'unsubscribed', at })
    .onConflict(conflict => conflict.columns(['workspace_id', 'email_hash']).doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function lift(trx: Kysely<Database>, { workspaceId, emailHash }: SuppressedAddress): Promise<void> {
  await trx
    .deleteFrom('mail_suppressions')
    .where('workspace_id', '=', workspaceId)
    .where('email_hash', '=', emailHash)
    .execute()
}
