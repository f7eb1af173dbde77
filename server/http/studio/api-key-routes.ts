import { Hono } from 'hono'
import { z } from 'zod'
import { API_SCOPES, type ApiKey, type ApiScope, createApiKey, listApiKeys, revokeApiKey } from '../../auth/api-keys.ts'
import { listMembers } from '../../auth/members.ts'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

/** GET /api/api-keys → ApiKeyRow[], the newest first. */
export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  /** First characters of the key. */
  readonly prefix: string
  readonly scopes: readonly ApiScope[]
  /** Name of the member who made it; null = no member any more. */
  readonly createdBy: string | null
  readonly createdAt: number
  /** To the minute; null = never. */
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}
/** POST /api/api-keys → NewApiKey, 201. 409 `conflict` when there are too many. */
export interface CreateApiKeyRequest {
  readonly name: string
  readonly scopes: readonly ApiScope[]
}
/** `secret` is shown this one time. */
export interface NewApiKey extends ApiKeyRow {
  readonly secret: string
}
// DELETE /api/api-keys/:id → { ok: true }: it opens nothing from now on, and stays in the list.

const createRequest = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(API_SCOPES)).min(1).max(API_SCOPES.length),
}) satisfies Accepts<CreateApiKeyRequest>

/** Keys with which other systems call the API: made and revoked by owners. */
export function apiKeyRoutes(deps: Deps) {
  const owners = requirePermission('manage_api_keys')
  return new Hono<StudioEnv>()
    .get('/api-keys', owners, async c => {
      const { workspaceId } = c.get('member')
      const names = await namesOf(workspaceId)
      const keys = await listApiKeys(deps.store.db, workspaceId)
      return c.json<ApiKeyRow[]>(keys.map(key => toRow(key, names)))
    })
    .post('/api-keys', owners, body(createRequest), async c => {
      const { workspaceId, userId } = c.get('member')
      const { key, secret } = await createApiKey(deps, { ...c.req.valid('json'), workspaceId, createdBy: userId })
      return c.json<NewApiKey>({ ...toRow(key, await namesOf(workspaceId)), secret }, 201)
    })
    .delete('/api-keys/:id', owners, async c => {
      await revokeApiKey(deps, { workspaceId: c.get('member').workspaceId, id: c.req.param('id') })
      return c.json({ ok: true as const })
    })

  async function namesOf(workspaceId: string): Promise<ReadonlyMap<string, string>> {
    const members = await listMembers(deps.store.db, workspaceId)
    return new Map(members.map(member => [member.userId, member.name]))
  }
}

function toRow(key: ApiKey, names: ReadonlyMap<string, string>): ApiKeyRow {
  const { id, name, prefix, scopes, createdBy, createdAt, lastUsedAt, revokedAt } = key
  return { id, name, prefix, scopes, createdBy: names.get(createdBy) ?? null, createdAt, lastUsedAt, revokedAt }
}
