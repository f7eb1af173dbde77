import type { Kysely } from 'kysely'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { hashToken } from './session-token.ts'

/**
 * The session a token belongs to. Throws `invalid_token` when there is no token, when it fits no session, or another
 * one: who does not hold the token of a session cannot learn whether it exists.
 */
export async function findSession(db: Kysely<Database>, id: string, token: string | undefined): Promise<SessionTable> {
  if (!token) throw new ApiError('invalid_token')
  const session = await db
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (session?.id !== id) throw new ApiError('invalid_token')
  return session
}
