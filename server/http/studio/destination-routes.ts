import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import { connectors } from '../../delivery/connectors/index.ts'
import { replayDead } from '../../delivery/replay-dead.ts'
import {
  createDestination,
  deleteDestination,
  type SavedOrNot,
  updateDestination,
} from '../../delivery/save-destination.ts'
import { testDestination } from '../../delivery/test-destination.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { listDeliveries, listDestinations } from './destination-list.ts'
import { type Accepts, body, query } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type {
  ConnectorInfo,
  CreateDestinationRequest,
  DeliveriesQuery,
  DeliveryRow,
  Destination,
  ReplayRequest,
  SaveDestinationRequest,
  SavedDestination,
  TestResult,
} from './studio-types.ts'

const nothing = z.strictObject({}) satisfies Accepts<ReplayRequest>
const name = z.string().trim().min(1).max(120)
const settings = z.record(z.string().max(100), z.unknown())
const secret = z.string().min(1).max(1000)
const createRequest = z.strictObject({
  connector: z.string().min(1).max(40),
  name,
  settings,
  secret: secret.optional(),
}) satisfies Accepts<CreateDestinationRequest>
const saveRequest = z.strictObject({
  name,
  settings,
  enabled: z.boolean(),
  secret: secret.nullable().optional(),
}) satisfies Accepts<SaveDestinationRequest>
const deliveriesQuery = z.strictObject({
  status: z.enum(['pending', 'delivered', 'dead', 'cancelled']).optional(),
  destination: z.string().min(1).max(64).optional(),
}) satisfies Accepts<DeliveriesQuery>

/** Where leads are delivered, and what became of it. */
export function destinationRoutes(deps: Deps) {
  const { db } = deps.store
  const manage = requirePermission('manage_destinations')

  async function one(workspaceId: string, id: string): Promise<Destination> {
    const [destination] = await listDestinations(db, workspaceId, id)
    if (!destination) throw new ApiError('not_found')
    return destination
  }

  async function saved(workspaceId: string, result: SavedOrNot): Promise<SavedDestination> {
    if (!result.ok) throw new ApiError(result.code, { errors: result.errors })
    const { id, newSecret } = result
    return { ...(await one(workspaceId, id)), ...(newSecret !== undefined && { newSecret }) }
  }

  return new Hono<StudioEnv>()
    .get('/connectors', c =>
      c.json<ConnectorInfo[]>(
        connectors.map(({ id, title, description, settingsSchema, secret }) => ({
          id,
          title,
          description,
          settings: settingsSchema,
          secret: secret && { label: secret.label, generated: secret.generate !== undefined },
        })),
      ),
    )
    .get('/destinations', manage, async c =>
      c.json<Destination[]>(await listDestinations(db, c.get('member').workspaceId)),
    )
    .post('/destinations', manage, body(createRequest), async c => {
      const { workspaceId } = c.get('member')
      const request = c.req.valid('json')
      const result = await deps.store.write(trx => createDestination(trx, deps, { workspaceId, ...request }))
      return c.json<SavedDestination>(await saved(workspaceId, result), 201)
    })
    .put('/destinations/:id', manage, body(saveRequest), async c => {
      const { workspaceId } = c.get('member')
      const change = { workspaceId, id: c.req.param('id'), ...c.req.valid('json') }
      const result = await deps.store.write(trx => updateDestination(trx, deps, change))
      deps.wakeDelivery()
      return c.json<SavedDestination>(await saved(workspaceId, result))
    })
    .delete('/destinations/:id', manage, async c => {
      const key = { workspaceId: c.get('member').workspaceId, id: c.req.param('id') }
      if (!(await deps.store.write(trx => deleteDestination(trx, key)))) throw new ApiError('not_found')
      return c.json({ ok: true as const })
    })
    .post('/destinations/:id/test', manage, body(nothing), async c => {
      const outcome = await testDestination(deps, { workspaceId: c.get('member').workspaceId, id: c.req.param('id') })
      if (!outcome) throw new ApiError('not_found')
      return c.json<TestResult>(outcome)
    })
    .get('/deliveries', query(deliveriesQuery), async c =>
      c.json<DeliveryRow[]>(await listDeliveries(db, c.get('member').workspaceId, c.req.valid('query'))),
    )
    .post('/deliveries/:id/replay', manage, body(nothing), async c => {
      const { workspaceId } = c.get('member')
      const id = c.req.param('id')
      const replayed = await deps.store.write(trx => replayDead(trx, deps, { workspaceId, of: { delivery: id } }))
      const [row] = await listDeliveries(db, workspaceId, { id })
      if (!row) throw new ApiError('not_found')
      if (replayed === 0)
        throw new ApiError('conflict', { detail: 'Only dead or cancelled deliveries are sent again.' })
      deps.wakeDelivery()
      return c.json<DeliveryRow>(row)
    })
}
