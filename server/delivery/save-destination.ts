import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import type { Destination } from './claim.ts'
import type { Connector, OpenedConnector, SettingsProblem } from './connectors/define-connector.ts'
import { findConnector } from './connectors/index.ts'
import { forgetDestinations } from './enabled-destinations.ts'
import { describeFailure } from './outcome.ts'
import { createSealer, destinationBond } from './seal.ts'
import { checkUrl, toAllowList } from './url-guard.ts'

type SaveDeps = Pick<Deps, 'config' | 'now' | 'newId' | 'randomBytes'>

export interface NewDestination {
  readonly workspaceId: string
  /** Id of a connector of the registry. */
  readonly connector: string
  readonly name: string
  readonly settings: unknown
  readonly secret?: string | undefined
}

export interface DestinationChange {
  readonly workspaceId: string
  readonly id: string
  readonly name: string
  readonly settings: unknown
  readonly enabled: boolean
  /** Left out: the stored one stays while the settings name the same host. Null: it is cleared. */
  readonly secret?: string | null | undefined
}

export type SavedOrNot =
  | {
      readonly ok: true
      readonly id: string
      /** One that Parley made now, to be shown this one time. */
      readonly newSecret?: string
    }
  | {
      readonly ok: false
      readonly code: 'not_found' | 'invalid_body' | 'destination_refused'
      /** Pointers into the request: `/settings/…`, `/secret`, `/connector`. */
      readonly errors: readonly SettingsProblem[]
    }

type Refusal = Extract<SavedOrNot, { ok: false }>

/** Adds a destination, switched on. */
export async function createDestination(
  trx: Kysely<Database>,
  deps: SaveDeps,
  { workspaceId, connector: connectorId, name, settings, secret }: NewDestination,
): Promise<SavedOrNot> {
  const checked = check(deps, { connectorId, settings, secret: secret ?? null })
  if (!checked.ok) return checked
  const id = deps.newId()
  const kept = keep(deps, {
    connector: checked.connector,
    bond: destinationBond(workspaceId, id),
    given: secret ?? null,
  })
  await trx
    .insertInto('destinations')
    .values({
      workspace_id: workspaceId,
      id,
      connector: connectorId,
      name,
      settings_json: JSON.stringify(checked.opened.settings),
      secret_sealed: kept.sealed,
      enabled: 1,
      disabled_reason: null,
      created_at: deps.now(),
    })
    .execute()
  forgetDestinations(workspaceId)
  return { ok: true, id, ...(kept.made ? { newSecret: kept.made } : {}) }
}

/**
 * Changes a destination. Settings that name another host clear the stored secret, so that it never reaches a server it was
 * not meant for; a connector that makes its own gets a new one.
 */
export async function updateDestination(
  trx: Kysely<Database>,
  deps: SaveDeps,
  change: DestinationChange,
): Promise<SavedOrNot> {
  const { workspaceId, id, name, settings, enabled, secret } = change
  const stored = await findDestination(trx, { workspaceId, id })
  if (!stored) return { ok: false, code: 'not_found', errors: [] }
  const checked = check(deps, { connectorId: stored.connector, settings, secret: secret ?? null })
  if (!checked.ok) return checked

  const stays = secret === undefined && stored.secret_sealed !== null && sameHost(stored, checked.opened)
  const bond = destinationBond(workspaceId, id)
  const kept = stays
    ? { sealed: stored.secret_sealed, made: undefined }
    : keep(deps, { connector: checked.connector, bond, given: secret ?? null })
  await trx
    .updateTable('destinations')
    .set({
      name,
      settings_json: JSON.stringify(checked.opened.settings),
      secret_sealed: kept.sealed,
      enabled: enabled ? 1 : 0,
      disabled_reason: enabled ? null : (stored.disabled_reason ?? 'operator'),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  forgetDestinations(workspaceId)
  return { ok: true, id, ...(kept.made ? { newSecret: kept.made } : {}) }
}

/** Removes a destination and cancels what still waited for it; false when there is none. Deliveries made stay on record. */
export async function deleteDestination(
  trx: Kysely<Database>,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<boolean> {
  await trx
    .updateTable('deliveries')
    .set({ status: 'cancelled', leased_until: 0, leased_by: null })
    .where('workspace_id', '=', workspaceId)
    .where('destination_id', '=', id)
    .where('status', '=', 'pending')
    .execute()
  const result = await trx
    .deleteFrom('destinations')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  forgetDestinations(workspaceId)
  return result.numDeletedRows > 0n
}

/** A destination of this workspace. */
export async function findDestination(
  db: Kysely<Database>,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<Destination | undefined> {
  return await db
    .selectFrom('destinations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

interface Wanted {
  readonly connectorId: string
  readonly settings: unknown
  readonly secret: string | null
}

type Checked = Refusal | { readonly ok: true; readonly connector: Connector; readonly opened: OpenedConnector }

function check({ config }: SaveDeps, { connectorId, settings, secret }: Wanted): Checked {
  const connector = findConnector(connectorId)
  if (!connector) return refuse('/connector', 'unknown_connector', 'There is no such kind of destination.')
  const result = connector.open(settings)
  if (!result.ok) {
    const errors = result.errors.map(error => ({ ...error, pointer: `/settings${error.pointer}` }))
    return { ok: false, code: 'invalid_body', errors }
  }
  const { target } = result.connector
  const url = target === null ? null : checkUrl(target, toAllowList(config.egressAllow))
  if (url && !url.ok) {
    const error = { pointer: '/settings/url', code: url.problem, message: describeFailure(url.problem) }
    return { ok: false, code: 'destination_refused', errors: [error] }
  }
  if (secret !== null && !connector.secret?.isValid(secret)) {
    return refuse('/secret', 'secret_invalid', connector.secret?.hint ?? 'This kind of destination takes no secret.')
  }
  return { ok: true, connector, opened: result.connector }
}

interface Keep {
  readonly connector: Connector
  readonly bond: string
  readonly given: string | null
}

function keep(deps: SaveDeps, { connector, bond, given }: Keep): { sealed: string | null; made: string | undefined } {
  const made = given === null ? connector.secret?.generate?.(deps.randomBytes) : undefined
  const secret = given ?? made
  if (secret === undefined) return { sealed: null, made }
  const sealer = createSealer({ secret: deps.config.secret, randomBytes: deps.randomBytes })
  return { sealed: sealer.seal(secret, bond), made }
}

function sameHost(stored: Destination, opened: OpenedConnector): boolean {
  const before = findConnector(stored.connector)?.open(JSON.parse(stored.settings_json))
  return before?.ok === true && hostOf(before.connector.target) === hostOf(opened.target)
}

/** Scheme and port are part of it: another service may listen there. */
function hostOf(target: string | null): string | null {
  return target === null ? null : (URL.parse(target)?.origin ?? null)
}

function refuse(pointer: string, code: string, message: string): Refusal {
  return { ok: false, code: 'invalid_body', errors: [{ pointer, code, message }] }
}
