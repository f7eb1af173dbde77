import type { Kysely } from 'kysely'
import { scoredBy } from '../models/judged-by.ts'
import { loadRelease, type Release } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** The flow and model that score a lead now, with the routing that is live on its flow. Null when the release is gone. */
export async function liveReleaseOf(db: Kysely<Database>, lead: LeadTable): Promise<Release | null> {
  const release = await scoredBy(db, lead)
  return release && (await withLiveRouting(db, release))
}

/** Who is there today decides who can get a lead, not who was there when its conversation began. */
export async function withLiveRouting(db: Kysely<Database>, release: Release): Promise<Release> {
  const { workspaceId, liveReleaseId, id } = release
  if (liveReleaseId === null || liveReleaseId === id) return release
  const live = await loadRelease(db, workspaceId, liveReleaseId)
  if (!live) return release
  const { routing, present, routingRevision } = live
  return { ...release, routing, present, routingRevision }
}
