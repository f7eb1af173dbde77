import type { Kysely } from 'kysely'
import { withAuthTables } from '../auth/auth-tables.ts'
import { loadHosts } from '../booking/calendars.ts'
import type { Database } from '../store/schema.ts'
import { checkDraft, type DraftFinding } from './check-draft.ts'
import { type DraftChange, describeChanges } from './describe-changes.ts'
import type { Draft } from './draft.ts'
import { revisionsOf } from './draft-revisions.ts'
import { draftOf, type FlowKey, type FlowRow, livePlacementOf, loadFlowRow } from './flow-row.ts'
import { loadRelease } from './live.ts'
import { revisionId } from './revision-id.ts'

export interface ReleaseSummary {
  readonly id: string
  readonly number: number
  readonly note: string
  /** Name of the person, or `Parley` where nobody's hand did it. */
  readonly by: string
  readonly at: number
  readonly live: boolean
}

/** A flow as its editor needs it. */
export interface FlowDetail extends Draft {
  readonly id: string
  readonly version: number
  readonly checks: readonly DraftFinding[]
  readonly live: ReleaseSummary | null
  /** Newest first. */
  readonly releases: readonly ReleaseSummary[]
  readonly updatedAt: number
}

/** Throws ApiError `not_found`. */
export async function loadFlowDetail(db: Kysely<Database>, key: FlowKey): Promise<FlowDetail> {
  const row = await loadFlowRow(db, key)
  const draft = draftOf(row)
  const releases = await loadReleases(db, row)
  return {
    id: row.id,
    version: row.draft_version,
    ...draft,
    checks: checkDraft(draft, await loadHosts(db, key.workspaceId)),
    live: releases.find(({ live }) => live) ?? null,
    releases,
    updatedAt: row.updated_at,
  }
}

/** What publishing the draft would change. Throws ApiError `not_found`. */
export async function loadChanges(
  db: Kysely<Database>,
  key: FlowKey,
): Promise<{ since: ReleaseSummary | null; changes: readonly DraftChange[] }> {
  const row = await loadFlowRow(db, key)
  const live = row.live_release_id ? await loadRelease(db, row.workspace_id, row.live_release_id) : null
  if (!live) return { since: null, changes: [] }
  const since = (await loadReleases(db, row)).find(({ id }) => id === live.id) ?? null
  const { flow, model, routing } = live
  return { since, changes: describeChanges({ flow, model, routing, placement: livePlacementOf(row) }, draftOf(row)) }
}

/** Whether publishing would change anything. */
export async function isChanged(db: Kysely<Database>, row: FlowRow): Promise<boolean> {
  const live = row.live_release_id ? await loadRelease(db, row.workspace_id, row.live_release_id) : null
  if (!live) return true
  const draft = draftOf(row)
  const revisions = revisionsOf(draft, live)
  return (
    revisions.flowRevision !== live.flowRevision ||
    revisions.modelRevision !== live.modelRevision ||
    revisions.routingRevision !== live.routingRevision ||
    revisionId(draft.placement) !== revisionId(livePlacementOf(row))
  )
}

async function loadReleases(db: Kysely<Database>, row: FlowRow): Promise<ReleaseSummary[]> {
  const releases = await withAuthTables(db)
    .selectFrom('releases')
    .leftJoin('auth_users', 'auth_users.id', 'releases.created_by')
    .select(['releases.id', 'number', 'note', 'created_at', 'auth_users.name'])
    .where('workspace_id', '=', row.workspace_id)
    .where('flow_id', '=', row.id)
    .orderBy('number', 'desc')
    .limit(200)
    .execute()
  return releases.map(({ id, number, note, created_at, name }) => ({
    id,
    number,
    note,
    by: name ?? 'Parley',
    at: created_at,
    live: id === row.live_release_id,
  }))
}
