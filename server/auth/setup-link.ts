import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { withAuthTables } from './auth-tables.ts'
import { hasOwner, prepareMember } from './members.ts'
import { hashOneTimeToken, newToken } from './one-time-link.ts'

/** Restarts print new links; this many older ones still work. */
const LINKS_KEPT = 20

interface NewOwner {
  readonly name: string
  readonly email: string
  readonly password: string
}

type SetupDeps = Pick<Deps, 'config' | 'store' | 'now' | 'newId' | 'randomBytes'>

/**
 * The address at which the first owner makes their account, or null when there is an owner. Only a hash of its token is
 * kept; the link is valid until it, or another such link, is used. The token is behind `#`, so no server log has it.
 */
export async function createSetupLink(deps: SetupDeps): Promise<string | null> {
  if (await hasOwner(deps.store.db)) return null
  const token = newToken(deps)
  await deps.store.write(async unit => {
    const trx = withAuthTables(unit)
    const kept = trx.selectFrom('auth_setup_links').select('token_hash').orderBy('created_at', 'desc').limit(LINKS_KEPT)
    await trx.deleteFrom('auth_setup_links').where('token_hash', 'not in', kept).execute()
    await trx
      .insertInto('auth_setup_links')
      .values({ token_hash: hashOneTimeToken(token), created_at: deps.now() })
      .execute()
  })
  return `${deps.config.publicUrl}/studio/setup#token=${token}`
}

/** Whether a setup link can still be used. */
export async function isSetupOpen(deps: Pick<Deps, 'store'>): Promise<boolean> {
  return !(await hasOwner(deps.store.db))
}

/**
 * Uses a setup link up: the account, its ownership and the workspace's name come with it in one transaction, or not at all.
 * Throws ApiError `invalid_token` when the link is wrong or used.
 */
export async function redeemSetupLink(
  deps: SetupDeps,
  request: NewOwner & { readonly token: string; readonly workspace: string },
): Promise<void> {
  const tokenHash = hashOneTimeToken(request.token)
  await assertLinkExists(deps, tokenHash)
  const workspaceId = await firstWorkspace(deps)
  const owner = await prepareMember(deps, { ...request, workspaceId, role: 'owner' })
  await deps.store.write(async unit => {
    const trx = withAuthTables(unit)
    const used = await trx.deleteFrom('auth_setup_links').where('token_hash', '=', tokenHash).executeTakeFirstOrThrow()
    if (used.numDeletedRows === 0n || (await hasOwner(unit))) throw new ApiError('invalid_token')
    await trx.updateTable('workspaces').set({ name: request.workspace }).where('id', '=', workspaceId).execute()
    await owner.insert(unit)
    await trx.deleteFrom('auth_setup_links').execute()
  })
}

/** Makes an owner of the first workspace without a link; returns the user's id. */
export async function createOwner(deps: SetupDeps, owner: NewOwner): Promise<string> {
  const workspaceId = await firstWorkspace(deps)
  const prepared = await prepareMember(deps, { ...owner, workspaceId, role: 'owner' })
  await deps.store.write(async unit => {
    await prepared.insert(unit)
    await withAuthTables(unit).deleteFrom('auth_setup_links').execute()
  })
  return prepared.userId
}

/** Before hashing a password for somebody with a made-up token. */
async function assertLinkExists(deps: Pick<Deps, 'store'>, tokenHash: string): Promise<void> {
  const link = await withAuthTables(deps.store.db)
    .selectFrom('auth_setup_links')
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (!link) throw new ApiError('invalid_token', { detail: 'This link has been used or is not ours.' })
}

async function firstWorkspace(deps: Pick<Deps, 'store'>): Promise<string> {
  const { id } = await deps.store.db
    .selectFrom('workspaces')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirstOrThrow()
  return id
}
