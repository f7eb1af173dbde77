import { Hono } from 'hono'
import { z } from 'zod'
import { enterWorkspace, insertMembership, listMemberships } from '../../auth/memberships.ts'
import { requirePermission } from '../../auth/require-role.ts'
import { loadWorkspace, saveWorkspace } from '../../auth/workspace.ts'
import { mailAddress } from '../../delivery/mail.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { insertStartedWorkspace } from '../../publishing/create-workspace.ts'
import type { CreateWorkspaceRequest, WorkspaceAnswer, WorkspaceMade, WorkspaceSettings } from './people-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const name = z.string().trim().min(1).max(120)
const createRequest = z.strictObject({ name }) satisfies Accepts<CreateWorkspaceRequest>
const saveRequest = z.strictObject({
  name,
  mailName: z.string().trim().min(1).max(120).nullable(),
  replyTo: mailAddress.nullable(),
}) satisfies Accepts<WorkspaceSettings>
const nothing = z.strictObject({})

/** Every owner may make workspaces, also one who was invited into an installation of others. */
const OWNED_AT_MOST = 100

/** The workspaces of one installation: made and named by owners, entered by their members. */
export function workspaceRoutes(deps: Deps) {
  const owners = requirePermission('manage_members')
  const { store, config } = deps

  return new Hono<StudioEnv>()
    .post('/workspaces', owners, body(createRequest), async c => {
      const { userId, sessionId } = c.get('member')
      const id = await store.write(async unit => {
        const owned = (await listMemberships(unit, userId)).filter(({ role }) => role === 'owner')
        if (owned.length >= OWNED_AT_MOST) {
          throw new ApiError('conflict', { detail: `You own ${OWNED_AT_MOST} workspaces: nobody needs more.` })
        }
        const workspace = await insertStartedWorkspace(unit, deps, c.req.valid('json'))
        const into = { workspaceId: workspace.id, userId }
        await insertMembership(unit, deps, { ...into, role: 'owner' })
        await enterWorkspace(unit, { ...into, sessionId })
        return workspace.id
      })
      return c.json<WorkspaceMade>({ id }, 201)
    })
    .post('/workspaces/:id/enter', body(nothing), async c => {
      const { userId, sessionId } = c.get('member')
      await store.write(unit => enterWorkspace(unit, { userId, sessionId, workspaceId: c.req.param('id') }))
      return c.json({ ok: true as const })
    })
    .get('/workspace', async c => c.json<WorkspaceAnswer>(await answer(c.get('member').workspaceId)))
    .put('/workspace', owners, body(saveRequest), async c => {
      const { workspaceId } = c.get('member')
      await saveWorkspace(deps, workspaceId, c.req.valid('json'))
      return c.json<WorkspaceAnswer>(await answer(workspaceId))
    })

  async function answer(workspaceId: string): Promise<WorkspaceAnswer> {
    const sender = config.smtpUrl === undefined ? null : config.mailFrom
    return { ...(await loadWorkspace(store.db, workspaceId)), sender }
  }
}
