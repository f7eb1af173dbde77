import type { Kysely } from 'kysely'
import type { BehaviorEvent } from '#flows/api.ts'
import { toActivityFact } from '../activity/activity-rows.ts'
import { type ActivityPerson, loadActivity } from '../activity/load-activity.ts'
import { asContent, type ContentItem } from '../content/content-item.ts'
import { contentOf } from '../content/load-content.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { defineQuery } from '../sessions/define-query.ts'
import { withoutQuery } from '../sessions/known-address.ts'
import type { BehaviorEventTable } from '../store/activity-tables.ts'
import type { Database } from '../store/schema.ts'
import { type Leaving, staysOf } from './page-stays.ts'
import { loadStageActs } from './stage-acts.ts'
import { withoutEchoes } from './told-twice.ts'

/** Acts of one visitor that are looked at, the newest received first: a bound for those who send without end. */
const ACTS = 1_000
const OLDEST_MS = 30 * 86_400_000

/**
 * What a person did on the site and, as other systems told it, elsewhere, and where people moved their lead: acts of machines left out, bounded (the newest
 * 1,000 of each kind), each as the content it was about, with how long a page was in view. `id` is unique among all of them.
 */
export async function loadBehavior(db: Kysely<Database>, person: ActivityPerson): Promise<BehaviorFact[]> {
  const told = await loadActivity(db, person, { counted: true })
  const { workspaceId, leadId } = person
  const stages = leadId === null ? [] : await loadStageActs(db, { workspaceId, leadId })
  return withoutEchoes([...(await loadPageActs(db, person)), ...told.map(toActivityFact), ...stages])
}

async function loadPageActs(
  db: Kysely<Database>,
  { workspaceId, visitorIds }: Pick<ActivityPerson, 'workspaceId' | 'visitorIds'>,
): Promise<BehaviorFact[]> {
  const found: BehaviorEventTable[] = []
  const content = await contentOf(db, workspaceId)
  for (const visitorId of visitorIds) found.push(...(await loadActs(db, { workspaceId, visitorId })))
  const acts = found.sort((a, b) => b.received_at - a.received_at).slice(0, ACTS)
  const stays = staysOf(acts.flatMap(leavingOf))
  return acts
    .filter(row => row.type !== 'page_left')
    .map(row => asContent(content, { ...fromRow(row), ...stays.get(`${row.visitor_id}:${row.id}`) }))
}

/** That a page went out of sight, as it was stored; none of any other act. */
export function leavingOf(row: BehaviorEventTable): Leaving[] {
  if (row.type !== 'page_left') return []
  const { view, seconds, scrolled } = JSON.parse(row.body_json) as Leaving // stored from parsed events
  return [{ view: `${row.visitor_id}:${view}`, seconds, scrolled }]
}

async function loadActs(db: Kysely<Database>, of: { workspaceId: string; visitorId: string }) {
  const acts = await findActs(db, of)
  // Sorting in the database costs as much as all the rest, and almost nobody has this many.
  return acts.length < ACTS ? acts : await findNewestActs(db, of)
}

const findActs = defineQuery((db, { workspaceId, visitorId }: { workspaceId: string; visitorId: string }) =>
  db
    .selectFrom('behavior_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', '=', visitorId)
    .limit(ACTS),
)
const findNewestActs = defineQuery((db, { workspaceId, visitorId }: { workspaceId: string; visitorId: string }) =>
  db
    .selectFrom('behavior_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', '=', visitorId)
    .orderBy('received_at', 'desc')
    .limit(ACTS),
)

interface JustSent {
  readonly visitorId: string
  readonly events: readonly BehaviorEvent[]
  readonly receivedAt: number
  /** What pages and files of the workspace are. */
  readonly content: readonly ContentItem[]
}

/** What a visitor just sent, as it will be read back once it is stored. */
export function toBehaviorFacts({ visitorId, events, receivedAt, content }: JustSent): BehaviorFact[] {
  const stays = staysOf(events.filter(event => event.type === 'page_left'))
  return events.flatMap(event => {
    if (event.type === 'page_left') return []
    const path = withoutQuery(event.path)
    const at = trustedTime(event.at, receivedAt)
    const act: BehaviorFact = { ...event, path, id: `${visitorId}:${event.id}`, at, ...stays.get(event.id) }
    return [asContent(content, act)]
  })
}

/**
 * When something happened, for a score: the visitor's clock as long as it can be right, else the time we received it.
 * A clock ahead of ours, or a month behind, is wrong.
 */
export function trustedTime(at: number, receivedAt: number): number {
  return at > receivedAt || at < receivedAt - OLDEST_MS ? receivedAt : at
}

function fromRow(row: BehaviorEventTable): BehaviorFact {
  const body = JSON.parse(row.body_json) as Pick<BehaviorFact, 'name' | 'file' | 'title' | 'seconds'> // stored from parsed events
  const type = row.type as BehaviorFact['type'] // likewise
  return {
    ...body,
    id: `${row.visitor_id}:${row.id}`,
    type,
    path: row.path,
    at: trustedTime(row.at, row.received_at),
  }
}
