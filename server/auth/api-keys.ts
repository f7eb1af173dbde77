import type { MiddlewareHandler } from 'hono'
import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { hashToken } from '../sessions/session-token.ts'
import type { Database } from '../store/schema.ts'
import type { ApiKeyTable } from '../store/site-tables.ts'

export const API_SCOPES = ['events:write', 'outcomes:write', 'leads:read', 'leads:write'] as const
export type ApiScope = (typeof API_SCOPES)[number]

/** A key as people see it: never its secret. */
export interface ApiKey {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  /** First characters of the key. */
  readonly prefix: string
  readonly scopes: readonly ApiScope[]
  readonly createdBy: string
  readonly createdAt: number
  /** To the minute; null = never. */
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

export interface ApiKeyEnv {
  Variables: { apiKey: ApiKey }
}

const KEYS = 100
const SHOWN = 'parley_'.length + 6
const MINUTE_MS = 60_000

/**
 * Lets callers with a key of this scope through, with `apiKey` set: `Authorization: Bearer parley_…`; with `basic` also as
 * the password of a basic sign-in, whatever the user name. Throws ApiError `invalid_token` without a key that is valid now,
 * `forbidden` when the key lacks the scope.
 */
export function requireApiKey(
  deps: Pick<Deps, 'store' | 'now'>,
  scope: ApiScope,
  { basic = false }: { readonly basic?: boolean } = {},
): MiddlewareHandler<ApiKeyEnv> {
  return async (c, next) => {
    const given = c.req.header('authorization') ?? ''
    const secret = /^Bearer (parley_[\w-]{20,100})$/i.exec(given)?.[1] ?? (basic ? passwordIn(given) : undefined)
    const key = secret === undefined ? null : await findApiKey(deps.store.db, secret)
    if (!key) {
      const detail = 'Send an API key of this workspace that is not revoked: Authorization: Bearer parley_…'
      throw new ApiError('invalid_token', { detail, headers: { 'www-authenticate': basic ? BASIC : 'Bearer' } })
    }
    if (!key.scopes.includes(scope)) {
      throw new ApiError('forbidden', { detail: `This API key lacks the scope ${scope}.` })
    }
    await noteUse(deps, key)
    c.set('apiKey', key)
    await next()
  }
}

const BASIC = 'Basic realm="Parley", charset="UTF-8"'

/** The password of a basic sign-in, where it looks like a key. */
function passwordIn(authorization: string): string | undefined {
  const encoded = /^Basic ([\w+/=]{1,400})$/i.exec(authorization)?.[1]
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString()
  return /:(parley_[\w-]{20,100})$/.exec(text)?.[1]
}

/** Makes a key. `secret` is shown this one time: only its hash is kept. Throws `conflict` when there are too many. */
export async function createApiKey(
  deps: Pick<Deps, 'store' | 'now' | 'newId' | 'randomBytes'>,
  of: {
    readonly workspaceId: string
    readonly name: string
    readonly scopes: readonly ApiScope[]
    readonly createdBy: string
  },
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  const secret = `parley_${Buffer.from(deps.randomBytes(30)).toString('base64url')}`
  const row: ApiKeyTable = {
    workspace_id: of.workspaceId,
    id: deps.newId(),
    name: of.name,
    prefix: secret.slice(0, SHOWN),
    secret_hash: hashToken(secret),
    scopes_json: JSON.stringify(API_SCOPES.filter(scope => of.scopes.includes(scope))),
    created_by: of.createdBy,
    created_at: deps.now(),
    last_used_at: null,
    revoked_at: null,
  }
  await deps.store.write(async trx => {
    const live = (await listApiKeys(trx, of.workspaceId)).filter(key => key.revokedAt === null)
    if (live.length >= KEYS) {
      throw new ApiError('conflict', { detail: `There are ${KEYS} keys already. Revoke those nobody uses.` })
    }
    await trx.insertInto('api_keys').values(row).execute()
  })
  return { key: fromRow(row), secret }
}

/** Keys of a workspace, the newest first, revoked ones included. */
export async function listApiKeys(db: Kysely<Database>, workspaceId: string): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(fromRow)
}

/** From now on the key opens nothing. Revoking twice is harmless. Throws `not_found`. */
export async function revokeApiKey(
  deps: Pick<Deps, 'store' | 'now'>,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<void> {
  const found = await deps.store.write(async trx => {
    const row = await trx
      .selectFrom('api_keys')
      .select('revoked_at')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (row && row.revoked_at === null) {
      await trx
        .updateTable('api_keys')
        .set({ revoked_at: deps.now() })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute()
    }
    return row !== undefined
  })
  if (!found) throw new ApiError('not_found')
}

async function findApiKey(db: Kysely<Database>, secret: string): Promise<ApiKey | null> {
  // By hash: how long the search takes says nothing about the key.
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('secret_hash', '=', hashToken(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

async function noteUse({ store, now }: Pick<Deps, 'store' | 'now'>, key: ApiKey): Promise<void> {
  const at = now()
  if (key.lastUsedAt !== null && at - key.lastUsedAt < MINUTE_MS) return
  await store.write(trx =>
    trx
      .updateTable('api_keys')
      .set({ last_used_at: at })
      .where('workspace_id', '=', key.workspaceId)
      .where('id', '=', key.id)
      .execute(),
  )
}

function fromRow(row: ApiKeyTable): ApiKey {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    prefix: row.prefix,
    scopes: JSON.parse(row.scopes_json) as ApiScope[], // written above only
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}
