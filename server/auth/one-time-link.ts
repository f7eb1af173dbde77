import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { type AuthDatabase, withAuthTables } from './auth-tables.ts'

/** What a link opens. */
export interface LinkSubject {
  readonly kind: AuthDatabase['auth_links']['kind']
  /** Id of the invitation, or of the user whose password it sets. */
  readonly subjectId: string
}

interface NewLink extends LinkSubject {
  readonly lastsMs: number
}

/** Pages of the studio that take a token behind `#`. */
const PAGES = { invitation: 'join', reset: 'reset' } as const

/** A token nobody can guess. */
export function newToken({ randomBytes }: Pick<Deps, 'randomBytes'>): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

/** What is kept of a token. */
export function hashOneTimeToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Makes the link for a subject in place of any it had, and returns its address. Only a hash of its token is kept. The token is
 * behind `#`, so no server log has it.
 */
export async function issueLink(
  unit: Kysely<Database>,
  deps: Pick<Deps, 'config' | 'now' | 'randomBytes'>,
  { kind, subjectId, lastsMs }: NewLink,
): Promise<{ readonly url: string; readonly expiresAt: number }> {
  const token = newToken(deps)
  const at = deps.now()
  await endLinks(unit, { kind, subjectId })
  await withAuthTables(unit)
    .insertInto('auth_links')
    .values({
      token_hash: hashOneTimeToken(token),
      kind,
      subject_id: subjectId,
      created_at: at,
      expires_at: at + lastsMs,
    })
    .execute()
  return { url: `${deps.config.publicUrl}/studio/${PAGES[kind]}#token=${token}`, expiresAt: at + lastsMs }
}

/**
 * What a token opens now. Throws ApiError `invalid_token` for one that is used, withdrawn or not ours, `link_expired` for one
 * whose time is over.
 */
export async function findLink(
  db: Kysely<Database>,
  { kind, token, now }: { readonly kind: LinkSubject['kind']; readonly token: string; readonly now: number },
): Promise<{ readonly subjectId: string; readonly tokenHash: string }> {
  const tokenHash = hashOneTimeToken(token)
  const link = await withAuthTables(db)
    .selectFrom('auth_links')
    .select(['subject_id', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (!link) throw new ApiError('invalid_token', { detail: 'This link has been used, was withdrawn or is not ours.' })
  if (Number(link.expires_at) <= now) {
    throw new ApiError('link_expired', { detail: 'The time of this link is over. Ask for a new one.' })
  }
  return { subjectId: link.subject_id, tokenHash }
}

/** Uses a link up inside somebody's unit of work. Throws ApiError `invalid_token` when another use was quicker. */
export async function useLink(unit: Kysely<Database>, tokenHash: string): Promise<void> {
  const { numDeletedRows } = await withAuthTables(unit)
    .deleteFrom('auth_links')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw new ApiError('invalid_token', { detail: 'This link has been used.' })
}

/** Nothing opens the subject any more. */
export async function endLinks(unit: Kysely<Database>, { kind, subjectId }: LinkSubject): Promise<void> {
  await withAuthTables(unit)
    .deleteFrom('auth_links')
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .execute()
}
