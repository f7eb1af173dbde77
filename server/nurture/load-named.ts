import type { Kysely } from 'kysely'
import type { Field } from '#flows/flow.ts'
import { loadRelease, type Release } from '../publishing/live.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Database } from '../store/schema.ts'

/** What the score models of the published flows give names to, each id once. */
export interface Named extends Required<Pick<ScoreModel, 'profiles' | 'personas' | 'plausibility' | 'milestones'>> {
  /** Whether any of them has grades. */
  readonly grades: boolean
}

/** What is live on the published flows of a workspace, in the order of the flows. */
export async function loadLiveReleases(db: Kysely<Database>, workspaceId: string): Promise<Release[]> {
  const flows = await db
    .selectFrom('flows')
    .select('live_release_id')
    .where('workspace_id', '=', workspaceId)
    .where('live_release_id', 'is not', null)
    .orderBy('id')
    .execute()
  const releases: Release[] = []
  for (const { live_release_id } of flows) {
    const release = live_release_id && (await loadRelease(db, workspaceId, live_release_id))
    if (release) releases.push(release)
  }
  return releases
}

/** Their questions by id; where two flows ask the same, the first one's. */
export function fieldsOf(releases: readonly Release[]): Readonly<Record<string, Field>> {
  const fields: Record<string, Field> = {}
  for (const { flow } of releases) for (const [id, field] of Object.entries(flow.fields)) fields[id] ??= field
  return fields
}

/** Where two models name the same, the first one's words. */
export function namedBy(releases: readonly Release[]): Named {
  const models = releases.flatMap(({ model, challengers }) => [model, ...challengers.map(other => other.model)])
  return {
    profiles: firstOfEach(models.flatMap(({ profiles = [] }) => profiles)),
    personas: firstOfEach(models.flatMap(({ personas = [] }) => personas)),
    plausibility: firstOfEach(models.flatMap(({ plausibility = [] }) => plausibility)),
    milestones: firstOfEach(models.flatMap(({ milestones = [] }) => milestones)),
    grades: models.some(({ grades }) => grades !== undefined),
  }
}

function firstOfEach<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return items.filter(({ id }, at) => items.findIndex(other => other.id === id) === at)
}
