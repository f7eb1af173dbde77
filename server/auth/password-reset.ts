import { hashPassword } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { withAuthTables } from './auth-tables.ts'
import { listMemberships } from './memberships.ts'
import { endLinks, findLink, issueLink, useLink } from './one-time-link.ts'
import { findUser, setPassword, type User } from './user-accounts.ts'

/** A link with which a person sets another password. */
export interface ResetLink {
  readonly user: User
  readonly url: string
  readonly expiresAt: number
  /** Whether who asked may see it. Else it may only be mailed to the person. */
  readonly shown: boolean
  /** How long it works. */
  readonly hours: number
}

type ResetDeps = Pick<Deps, 'config' | 'store' | 'now' | 'randomBytes'>

/** Handed on by people, so it lasts a day; asked for on the sign-in page, an hour. */
const HANDED_HOURS = 24
const ASKED_HOURS = 1

/**
 * The link an owner makes for a member; links before end. Somebody who also belongs to a workspace the owner does not own gets
 * theirs by mail only, or one workspace could open another; for the same reason it ends when they join or leave one, or one of
 * theirs loses an owner. Throws ApiError `not_found`, `forbidden` when no mail could carry it.
 */
export async function makeResetLink(
  deps: ResetDeps,
  { workspaceId, memberId, by }: { readonly workspaceId: string; readonly memberId: string; readonly by: string },
): Promise<ResetLink> {
  const { db } = deps.store
  const member = await withAuthTables(db)
    .selectFrom('auth_members')
    .select('userId')
    .where('organizationId', '=', workspaceId)
    .where('id', '=', memberId)
    .executeTakeFirst()
  const user = member && (await findUser(db, { id: member.userId }))
  if (!user) throw new ApiError('not_found')
  const refused = () => {
    const detail = `${user.name} also belongs to a workspace you do not own. An owner of all of them can make the link.`
    return new ApiError('forbidden', { detail })
  }
  const canMail = deps.config.smtpUrl !== undefined
  if (!canMail && !(await ownsAllOf(db, by, user.id))) throw refused()
  const link = await issue(deps, user, HANDED_HOURS)
  // Once the link is there, another workspace that takes them in ends it: only what is asked from here on holds.
  const shown = await ownsAllOf(db, by, user.id)
  if (!shown && !canMail) throw refused()
  return { ...link, shown }
}

/** Whether one owns every workspace the other belongs to. */
async function ownsAllOf(db: Kysely<Database>, by: string, userId: string): Promise<boolean> {
  const owned = new Set((await listMemberships(db, by)).filter(({ role }) => role === 'owner').map(({ id }) => id))
  return (await listMemberships(db, userId)).every(({ id }) => owned.has(id))
}

/** The link somebody asked for on the sign-in page; null for an address nobody has. */
export async function askForReset(deps: ResetDeps, email: string): Promise<ResetLink | null> {
  const user = await findUser(deps.store.db, { email })
  return user ? { ...(await issue(deps, user, ASKED_HOURS)), shown: false } : null
}

/** Whose password a link sets. Throws what `findLink` throws. */
export async function lookAtReset({ store, now }: Pick<Deps, 'store' | 'now'>, token: string): Promise<User> {
  const { subjectId } = await findLink(store.db, { kind: 'reset', token, now: now() })
  const user = await findUser(store.db, { id: subjectId })
  if (!user) throw new ApiError('invalid_token')
  return user
}

/** Sets the password, ends every session of the person and every such link. Throws what `findLink` throws. */
export async function redeemReset(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<User> {
  const user = await lookAtReset({ store, now }, token)
  const { tokenHash } = await findLink(store.db, { kind: 'reset', token, now: now() })
  const hash = await hashPassword(password)
  await store.write(async unit => {
    await useLink(unit, tokenHash)
    await endLinks(unit, { kind: 'reset', subjectId: user.id })
    await setPassword(unit, { userId: user.id, hash, at: now() })
  })
  return user
}

async function issue(deps: ResetDeps, user: User, hours: number) {
  const lastsMs = hours * 3_600_000
  const link = await deps.store.write(unit => issueLink(unit, deps, { kind: 'reset', subjectId: user.id, lastsMs }))
  return { user, hours, ...link }
}
