import { hashPassword } from 'better-auth/crypto'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { endLinks } from './one-time-link.ts'
import { isPasswordOf, setPassword } from './user-accounts.ts'

/**
 * Sets a person's own password and ends all their sessions, this one too: sign in anew after it. Throws ApiError `forbidden`
 * when `current` is not their password.
 */
export async function changePassword(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { userId, current, next }: { readonly userId: string; readonly current: string; readonly next: string },
): Promise<void> {
  if (!(await isPasswordOf(store.db, userId, current))) {
    throw new ApiError('forbidden', { detail: 'That is not your password now.' })
  }
  const hash = await hashPassword(next)
  await store.write(async unit => {
    await endLinks(unit, { kind: 'reset', subjectId: userId })
    await setPassword(unit, { userId, hash, at: now() })
  })
}
