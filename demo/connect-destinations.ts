import { setTimeout as wait } from 'node:timers/promises'
import {
  createDestination,
  type NewDestination,
  type SavedOrNot,
  updateDestination,
} from '#server/delivery/save-destination.ts'
import type { Deps } from '#server/deps.ts'

export interface Destinations {
  readonly workspaceId: string
  /** The fake CRM's webhook, and the secret it knows. */
  readonly crmUrl: string
  readonly crmSecret: string
}

type ConnectDeps = Pick<Deps, 'config' | 'store' | 'now' | 'newId' | 'randomBytes'>

const PATIENCE_MS = 20_000

/** Brings Tallybarn's leads to the fake CRM, and an alert of each hot one to its salespeople. */
export async function connectDestinations(deps: ConnectDeps, connect: Destinations): Promise<void> {
  await connectCrm(deps, connect)
  const alert = {
    connector: 'email',
    name: 'Alert for hot leads',
    settings: { to: ['sales@tallybarn.example'], leads: 'hot' },
  }
  await addDestination(deps, { workspaceId: connect.workspaceId, ...alert })
}

/** The fake CRM alone. */
export async function connectCrm(deps: ConnectDeps, { workspaceId, crmUrl, crmSecret }: Destinations): Promise<void> {
  const settings = { url: crmUrl }
  await addDestination(deps, { workspaceId, connector: 'webhook', name: 'CRM', settings, secret: crmSecret })
}

/** Points the CRM's destination of an earlier run at this run's fake CRM. */
export async function reconnectCrm(deps: ConnectDeps, { workspaceId, crmUrl, crmSecret }: Destinations): Promise<void> {
  const crm = await deps.store.db
    .selectFrom('destinations')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('connector', '=', 'webhook')
    .orderBy('created_at')
    .executeTakeFirst()
  if (!crm) return
  const change = { ...crm, workspaceId, settings: { url: crmUrl }, enabled: true, secret: crmSecret }
  await deps.store.write(async trx => assertSaved(await updateDestination(trx, deps, change)))
}

/** Resolves once nothing waits for delivery; throws when that takes too long. */
export async function deliveriesMade({ store }: Pick<Deps, 'store'>, workspaceId: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 10) {
    const { count } = await store.db
      .selectFrom('deliveries')
      .select(eb => eb.fn.countAll().as('count'))
      .where('workspace_id', '=', workspaceId)
      .where('status', '=', 'pending')
      .executeTakeFirstOrThrow()
    if (Number(count) === 0) return
    await wait(10)
  }
  throw new Error('The leads of the history were not delivered.')
}

async function addDestination(deps: ConnectDeps, destination: NewDestination): Promise<void> {
  await deps.store.write(async trx => assertSaved(await createDestination(trx, deps, destination)))
}

function assertSaved(saved: SavedOrNot): void {
  if (!saved.ok) throw new Error(`A destination was refused: ${saved.errors.map(({ message }) => message).join(' ')}`)
}
