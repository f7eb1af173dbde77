import { Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { permissionsOf } from '../../auth/permissions.ts'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { changeOwner } from '../../hand-over/change-owner.ts'
import { handOverAll } from '../../hand-over/hand-over-all.ts'
import { listOwners, livePeople } from '../../hand-over/list-owners.ts'
import { liveReleaseOf } from '../../hand-over/live-release.ts'
import { standingChange, undoOwner } from '../../hand-over/undo-owner.ts'
import { loadLeadRow } from './leads/lead-row.ts'
import type { HandedOverAnswer, HandOverRequest, OwnerChoice, OwnerRequest, OwnersAnswer } from './owner-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type { LeadRow } from './studio-types.ts'

const person = z.string().min(1).max(64)
const reason = z.string().trim().min(1).max(500).optional()

const ownerRequest = z.union([
  z.strictObject({ person, reason }),
  z.strictObject({ route: z.literal(true), reason }),
]) satisfies Accepts<OwnerRequest>

const handOverRequest = z.strictObject({ to: person.optional() }) satisfies Accepts<HandOverRequest>

/** Whose lead it is, by hand: one at a time, or all of a person who leaves. */
export function ownerRoutes(deps: Deps) {
  const { db } = deps.store

  async function rowOf(workspaceId: string, leadId: string): Promise<LeadRow> {
    const row = await loadLeadRow(db, workspaceId, leadId)
    if (!row) throw new ApiError('not_found')
    return row
  }

  /** Who edits the routing decides who gets leads, so they may hand on anybody's; salespeople may hand on their own. */
  const mayHandOver: MiddlewareHandler<StudioEnv, '/owners/:id/hand-over'> = async (c, next) => {
    const { role, email, workspaceId } = c.get('member')
    const can = permissionsOf(role)
    const mine = async () => {
      const owner = (await listOwners(db, workspaceId)).find(({ id }) => id === c.req.param('id'))
      return owner?.email.toLowerCase() === email.toLowerCase()
    }
    if (!can.includes('edit_flows') && !(can.includes('decide_leads') && (await mine()))) {
      const detail = 'Your role lets you hand on your own leads only. An owner of the workspace can change it.'
      throw new ApiError('forbidden', { detail })
    }
    await next()
  }

  return new Hono<StudioEnv>()
    .get('/leads/:id/owner', async c => {
      const { workspaceId } = c.get('member')
      const leadId = c.req.param('id')
      const lead = await db
        .selectFrom('leads')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', leadId)
        .executeTakeFirst()
      const release = lead && (await liveReleaseOf(db, lead))
      if (!lead || !release) throw new ApiError('not_found')
      const standing = await standingChange(db, { workspaceId, leadId })
      return c.json<OwnerChoice>({
        people: release.present.people.map(({ id, name, title }) => ({ id, name, title: title ?? null })),
        undoable: standing !== undefined && standing.owner_id === lead.owner_id,
      })
    })
    .put('/leads/:id/owner', requirePermission('decide_leads'), body(ownerRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      await changeOwner(deps, { workspaceId, leadId, actor: { id: userId, name }, change: c.req.valid('json') })
      return c.json<LeadRow>(await rowOf(workspaceId, leadId))
    })
    .delete('/leads/:id/owner', requirePermission('decide_leads'), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      await undoOwner(deps, { workspaceId, leadId, actor: { id: userId, name } })
      return c.json<LeadRow>(await rowOf(workspaceId, leadId))
    })
    .get('/owners', async c => {
      return c.json<OwnersAnswer>({ owners: await listOwners(db, c.get('member').workspaceId) })
    })
    .post('/owners/:id/hand-over', mayHandOver, body(handOverRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const from = { person: c.req.param('id') }
      const { to } = c.req.valid('json')
      if (!(await listOwners(db, workspaceId)).some(({ id }) => id === from.person)) throw new ApiError('not_found')
      if (to === from.person) throw unknown('They have these leads already.')
      if (to !== undefined && !(await livePeople(db, workspaceId)).has(to))
        throw unknown('No routing has such a person.')
      const actor = { id: userId, name }
      const whom = to === undefined ? 'route' : ({ person: to } as const)
      const leads = await deps.store.write(trx =>
        handOverAll(trx, deps, { workspaceId, from, to: whom, actor, at: deps.now() }),
      )
      deps.wakeDelivery()
      return c.json<HandedOverAnswer>({ leads })
    })
}

function unknown(message: string): ApiError {
  return new ApiError('invalid_body', { errors: [{ pointer: '/to', code: 'unknown_person', message }] })
}
