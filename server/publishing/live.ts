import type { Kysely } from 'kysely'
import type { Flow } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import type { Placement } from '#flows/placement.ts'
import { type ChallengeSetting, parseChallenge } from '../challenge/challenge-setting.ts'
import { loadFormerMembers, withoutFormer } from '../hand-over/former-members.ts'
import type { Challenger } from '../models/judged-by.ts'
import { type Routing, routingSchema } from '../routing/routing-config.ts'
import { comparableConditions } from '../scoring/comparable-conditions.ts'
import { type ScoreModel, scoreModelSchema } from '../scoring/score-model.ts'
import { createLruMap, type LruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'
import { livePlacementOf } from './flow-row.ts'
import { siteThemeCss } from './site-theme-css.ts'

/** A site with what is live on it. */
export interface LiveSite {
  readonly workspaceId: string
  readonly id: string
  readonly key: string
  readonly name: string
  readonly origins: readonly string[]
  readonly consent: 'required' | 'not_required'
  /** What is asked of visitors who look like robots; null = nothing. */
  readonly challenge: ChallengeSetting | null
  /** Style sheet of the site's theme; empty = the usual look. */
  readonly theme: string
  /** Published flows only, by id. */
  readonly flows: readonly LiveFlow[]
}

export interface LiveFlow {
  readonly id: string
  readonly releaseId: string
  /** Content hash of the flow. */
  readonly revision: string
  readonly placements: readonly Placement[]
  readonly flow: Flow
}

/** A release with the three revisions it names. Never changes, `retiredAt` apart. */
export interface Release {
  readonly workspaceId: string
  readonly id: string
  readonly flowId: string
  readonly siteId: string
  readonly number: number
  readonly retiredAt: number | null
  /** The release that is live on the flow now. */
  readonly liveReleaseId: string | null
  readonly flowRevision: string
  readonly modelRevision: string
  readonly routingRevision: string
  readonly flow: Flow
  readonly model: ScoreModel
  /** As it was published. */
  readonly routing: Routing
  /** The same without those who were taken out of the workspace: who can get a lead now. */
  readonly present: Routing
  /** Other models that score a share of the flow's new leads now (`judgedBy`). */
  readonly challengers: readonly Challenger[]
}

/** How long another process's publishing may go unnoticed. Within one process `invalidateLive` tells at once. */
const FRESH_MS = 2_000
const SITES = 500
const RELEASES = 500
const REVISIONS = 500

interface Cached<Value> {
  readonly value: Value
  readonly generation: number
  readonly until: number
}
interface Caches {
  /** Public keys of sites, by workspace and id: they never change. */
  readonly keys: LruMap<string, string>
  readonly sites: LruMap<string, Cached<LiveSite>>
  readonly releases: LruMap<string, Cached<Release>>
}

// By database, since a process may hold several (tests do). Bodies of revisions are named by their content, so they are shared.
const caches = new WeakMap<Kysely<Database>, Caches>()
const bodies = createLruMap<string, unknown>(REVISIONS)
const generations = new Map<string, number>()

/** Forgets what is cached of a workspace: call after publishing, rolling back or changing a site. */
export function invalidateLive(workspaceId: string): void {
  generations.set(workspaceId, generationOf(workspaceId) + 1)
}

/** The site with this public key and its live flows, or null. */
export async function loadSite(db: Kysely<Database>, key: string): Promise<LiveSite | null> {
  const { sites } = cachesOf(db)
  const cached = sites.get(key)
  if (cached && isFresh(cached, cached.value.workspaceId)) return cached.value
  const row = await db.selectFrom('sites').selectAll().where('key', '=', key).executeTakeFirst()
  if (!row) return null
  const generation = generationOf(row.workspace_id)
  const site: LiveSite = {
    workspaceId: row.workspace_id,
    id: row.id,
    key: row.key,
    name: row.name,
    origins: JSON.parse(row.origins_json) as string[], // written by the site settings only, checked there
    consent: row.consent,
    challenge: parseChallenge(row.challenge_json),
    theme: siteThemeCss(row),
    flows: await loadLiveFlows(db, row.workspace_id, row.id),
  }
  sites.set(key, { value: site, generation, until: performance.now() + FRESH_MS })
  return site
}

/** The same by workspace and id. */
export async function loadSiteOf(db: Kysely<Database>, workspaceId: string, siteId: string): Promise<LiveSite | null> {
  const { keys } = cachesOf(db)
  const name = `${workspaceId}:${siteId}`
  const known = keys.get(name)
  if (known !== undefined) return await loadSite(db, known)
  const row = await db
    .selectFrom('sites')
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', siteId)
    .executeTakeFirst()
  if (!row) return null
  keys.set(name, row.key)
  return await loadSite(db, row.key)
}

/** A release of the workspace, retired or not, or null. */
export async function loadRelease(
  db: Kysely<Database>,
  workspaceId: string,
  releaseId: string,
): Promise<Release | null> {
  const { releases } = cachesOf(db)
  const key = `${workspaceId}:${releaseId}`
  const cached = releases.get(key)
  if (cached && isFresh(cached, workspaceId)) return cached.value
  const generation = generationOf(workspaceId)
  const rows = await db
    .selectFrom('releases')
    .innerJoin('flows', join =>
      join.onRef('flows.workspace_id', '=', 'releases.workspace_id').onRef('flows.id', '=', 'releases.flow_id'),
    )
    .leftJoin('model_trials', join =>
      join
        .onRef('model_trials.workspace_id', '=', 'releases.workspace_id')
        .onRef('model_trials.flow_id', '=', 'releases.flow_id')
        .on('model_trials.mode', '=', 'challenger')
        .on('model_trials.ended_at', 'is', null),
    )
    .selectAll('releases')
    .select(['flows.site_id', 'flows.live_release_id'])
    .select(['model_trials.id as trial', 'model_trials.model_revision as challenger', 'share', 'started_at'])
    .where('releases.workspace_id', '=', workspaceId)
    .where('releases.id', '=', releaseId)
    .execute()
  const [row] = rows
  if (!row) return null
  const challenged = rows.flatMap(({ challenger }) => challenger ?? [])
  await loadBodies(db, workspaceId, [row.flow_revision, row.model_revision, row.routing_revision, ...challenged])
  const routing = bodyOf('routing', row.routing_revision) as Routing // bodies of kind routing are parsed as one
  const release: Release = {
    workspaceId,
    id: row.id,
    flowId: row.flow_id,
    siteId: row.site_id,
    number: row.number,
    retiredAt: row.retired_at,
    liveReleaseId: row.live_release_id,
    flowRevision: row.flow_revision,
    modelRevision: row.model_revision,
    routingRevision: row.routing_revision,
    flow: bodyOf('flow', row.flow_revision) as Flow, // bodies of kind flow are parsed as one
    model: bodyOf('model', row.model_revision) as ScoreModel, // likewise
    routing,
    present: withoutFormer(routing, await loadFormerMembers(db, workspaceId)),
    challengers: rows.flatMap(challengersOf),
  }
  releases.set(key, { value: release, generation, until: performance.now() + FRESH_MS })
  return release
}

interface ChallengerRow {
  readonly trial: string | null
  readonly challenger: string | null
  readonly share: number | null
  readonly started_at: number | null
}

/** Of a row for each trial, or the one row without any. */
function challengersOf({ trial, challenger, share, started_at }: ChallengerRow): Challenger[] {
  if (trial === null || challenger === null) return []
  const model = bodyOf('model', challenger) as ScoreModel // bodies of kind model are parsed as one
  return [{ trialId: trial, revision: challenger, model, share: share ?? 0, startedAt: started_at ?? 0 }]
}

/** A model that is or was live, or scores a share of the leads, by its content hash; null when the workspace has none of it. */
export async function loadModel(
  db: Kysely<Database>,
  workspaceId: string,
  revision: string,
): Promise<ScoreModel | null> {
  await loadBodies(db, workspaceId, [revision])
  return (bodies.get(`model:${revision}`) as ScoreModel | undefined) ?? null // bodies of kind model are parsed as one
}

/** A published flow by its content hash, whichever workspace it belongs to: it is public once published. Null when unknown. */
export async function loadFlowRevision(db: Kysely<Database>, revision: string): Promise<Flow | null> {
  const cached = bodies.get(`flow:${revision}`)
  if (cached) return cached as Flow // bodies of kind flow are parsed as one
  const row = await db
    .selectFrom('revisions')
    .select(['kind', 'body_json'])
    .where('id', '=', revision)
    .where('kind', '=', 'flow')
    .executeTakeFirst()
  return row ? (keepBody(revision, row) as Flow) : null // likewise
}

async function loadLiveFlows(db: Kysely<Database>, workspaceId: string, siteId: string): Promise<LiveFlow[]> {
  const rows = await db
    .selectFrom('flows')
    .innerJoin('releases', join =>
      join.onRef('releases.workspace_id', '=', 'flows.workspace_id').onRef('releases.id', '=', 'flows.live_release_id'),
    )
    .select(['flows.id', 'flows.placement_json', 'releases.id as release_id', 'releases.flow_revision'])
    .where('flows.workspace_id', '=', workspaceId)
    .where('flows.site_id', '=', siteId)
    .orderBy('flows.id')
    .execute()
  await loadBodies(
    db,
    workspaceId,
    rows.map(row => row.flow_revision),
  )
  return rows.map(row => ({
    id: row.id,
    releaseId: row.release_id,
    revision: row.flow_revision,
    placements: livePlacementOf(row),
    flow: bodyOf('flow', row.flow_revision) as Flow, // bodies of kind flow are parsed as one
  }))
}

async function loadBodies(db: Kysely<Database>, workspaceId: string, revisions: readonly string[]): Promise<void> {
  const missing = revisions.filter(id => !kinds.some(kind => bodies.get(`${kind}:${id}`)))
  if (missing.length === 0) return
  const rows = await db
    .selectFrom('revisions')
    .select(['id', 'kind', 'body_json'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', missing)
    .execute()
  for (const row of rows) keepBody(row.id, row)
}

const kinds = ['flow', 'model', 'routing'] as const

function keepBody(id: string, row: { kind: (typeof kinds)[number]; body_json: string }): unknown {
  const body = parseBody(row.kind, JSON.parse(row.body_json))
  bodies.set(`${row.kind}:${id}`, body)
  return body
}

function parseBody(kind: (typeof kinds)[number], json: unknown): unknown {
  if (kind === 'model') return comparableConditions(scoreModelSchema.parse(json))
  if (kind === 'routing') return comparableConditions(routingSchema.parse(json))
  const parsed = parseFlow(json)
  if (!parsed.ok) throw new Error('A published flow does not have the shape of a flow.')
  return parsed.flow
}

function bodyOf(kind: (typeof kinds)[number], id: string): unknown {
  const body = bodies.get(`${kind}:${id}`)
  if (body === undefined) throw new Error(`The ${kind} revision ${id} is missing.`)
  return body
}

function cachesOf(db: Kysely<Database>): Caches {
  const known = caches.get(db)
  if (known) return known
  const made: Caches = { keys: createLruMap(SITES), sites: createLruMap(SITES), releases: createLruMap(RELEASES) }
  caches.set(db, made)
  return made
}

function generationOf(workspaceId: string): number {
  return generations.get(workspaceId) ?? 0
}

function isFresh(cached: Cached<unknown>, workspaceId: string): boolean {
  return cached.generation === generationOf(workspaceId) && cached.until > performance.now()
}
