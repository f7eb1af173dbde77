import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { endInvitation, findInvited, type OpenInvitation } from './invitations.ts'
import { enterWorkspace, insertMembership, rememberWorkspace } from './memberships.ts'
import { findLink, useLink } from './one-time-link.ts'
import { findUser, isPasswordOf, prepareAccount } from './user-accounts.ts'

/** What the page of an invitation says. */
export interface Invited {
  readonly invitation: OpenInvitation
  readonly workspace: { readonly id: string; readonly name: string }
  /** Whose account the address is; null = nobody's yet. */
  readonly userId: string | null
}

type JoinDeps = Pick<Deps, 'store' | 'now' | 'newId'>

/** What a link invites to. Throws what `findLink` throws. */
export async function lookAtInvitation(deps: Pick<Deps, 'store' | 'now'>, token: string): Promise<Invited> {
  return (await open(deps, token)).invited
}

/** Takes an invitation with a new account. Throws what `findLink` throws, or `conflict` when the address has an account. */
export async function joinWithAccount(
  deps: JoinDeps,
  { token, name, password }: { readonly token: string; readonly name: string; readonly password: string },
): Promise<{ readonly email: string }> {
  const { invited, tokenHash } = await open(deps, token)
  const { email } = invited.invitation
  if (invited.userId !== null) throw new ApiError('conflict', { detail: 'This e-mail address has an account already.' })
  // The address comes from the invitation: whoever holds the link cannot come as somebody else.
  const account = await prepareAccount(deps, { name, email, password })
  await deps.store.write(async unit => {
    await useLink(unit, tokenHash)
    await account.insert(unit)
    await takeUp(unit, deps, invited, account.userId)
  })
  return { email }
}

/**
 * Takes an invitation with the account its address has: signed in as it, or by its password. Throws what `findLink` throws,
 * `unauthenticated` for another person or a wrong password, `already_member`.
 */
export async function joinAsUser(
  deps: JoinDeps,
  {
    token,
    proof,
  }: {
    readonly token: string
    readonly proof: { readonly userId: string; readonly sessionId: string } | { readonly password: string }
  },
): Promise<{ readonly email: string }> {
  const { invited, tokenHash } = await open(deps, token)
  const { userId } = invited
  const proven =
    userId !== null &&
    ('password' in proof ? await isPasswordOf(deps.store.db, userId, proof.password) : proof.userId === userId)
  if (!proven) throw new ApiError('unauthenticated', { detail: 'This invitation is for another person.' })
  await deps.store.write(async unit => {
    await useLink(unit, tokenHash)
    await takeUp(unit, deps, invited, userId)
    if ('sessionId' in proof) await enterWorkspace(unit, { ...proof, workspaceId: invited.workspace.id })
  })
  return { email: invited.invitation.email }
}

async function open({ store, now }: Pick<Deps, 'store' | 'now'>, token: string) {
  const { subjectId, tokenHash } = await findLink(store.db, { kind: 'invitation', token, now: now() })
  const found = await findInvited(store.db, subjectId)
  if (!found) throw new ApiError('invalid_token', { detail: 'This invitation was withdrawn.' })
  const { workspace, ...invitation } = found
  const user = await findUser(store.db, { email: invitation.email })
  const invited: Invited = { invitation, workspace, userId: user?.id ?? null }
  return { invited, tokenHash }
}

async function takeUp(
  unit: Parameters<typeof useLink>[0],
  deps: Pick<Deps, 'now' | 'newId'>,
  { invitation, workspace }: Invited,
  userId: string,
): Promise<void> {
  await insertMembership(unit, deps, { workspaceId: workspace.id, userId, role: invitation.role })
  await endInvitation(unit, { id: invitation.id, status: 'accepted' })
  await rememberWorkspace(unit, { userId, workspaceId: workspace.id })
}
