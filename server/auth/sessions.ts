import type { Deps } from '../deps.ts'
import type { Auth } from './auth.ts'
import { withAuthTables } from './auth-tables.ts'

/** The session the headers' cookie names, when it still exists: for doors that need no workspace. */
export async function findSession(
  { store }: Pick<Deps, 'store'>,
  auth: Auth,
  headers: Headers,
): Promise<{ readonly userId: string; readonly sessionId: string } | null> {
  const signedIn = await auth.session(headers)
  if (!signedIn) return null
  const { userId, sessionId } = signedIn
  const alive = await withAuthTables(store.db)
    .selectFrom('auth_sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return alive ? { userId, sessionId } : null
}
