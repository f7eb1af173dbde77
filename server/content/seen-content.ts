import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { ContentItem } from './content-item.ts'
import { indexOfContent } from './find-content.ts'

/** A page or file that visitors of late looked at. */
export interface SeenContent {
  readonly on: ContentItem['on']
  /** Path of the page, or the file as the site names it. */
  readonly place: string
  readonly title: string | null
  readonly times: number
}

export interface ContentUse {
  /** How often each item was looked at, by its place in the list. */
  readonly times: readonly number[]
  /** The most looked at that no item names: files first, they are worth naming most. */
  readonly unnamed: readonly SeenContent[]
}

/** Acts that are looked at, the newest. */
const ACTS = 5_000
const SHOWN = { page: 8, file: 12 } as const

/** What visitors of late looked at, held against the list. Reads much: for the connection of reports. */
export async function useOfContent(
  reports: Kysely<Database>,
  workspaceId: string,
  items: readonly ContentItem[],
): Promise<ContentUse> {
  const seen = await loadSeen(reports, workspaceId)
  const times = items.map(() => 0)
  const unnamed: SeenContent[] = []
  for (const one of seen) {
    const index = indexOfContent(items, one.on, one.place)
    if (index < 0) unnamed.push(one)
    else times[index] = (times[index] ?? 0) + one.times
  }
  const most = (on: ContentItem['on']) =>
    unnamed
      .filter(one => one.on === on)
      .sort((a, b) => b.times - a.times || (a.place < b.place ? -1 : 1))
      .slice(0, SHOWN[on])
  return { times, unnamed: [...most('file'), ...most('page')] }
}

async function loadSeen(reports: Kysely<Database>, workspaceId: string): Promise<SeenContent[]> {
  const rows = await reports
    .selectFrom('behavior_events')
    .select(['type', 'path', 'body_json'])
    .where('workspace_id', '=', workspaceId)
    .where('type', 'in', ['page_viewed', 'downloaded'])
    .orderBy('received_at', 'desc')
    .limit(ACTS)
    .execute()
  const seen = new Map<string, SeenContent>()
  for (const { type, path, body_json } of rows) {
    const { title, file } = JSON.parse(body_json) as { title?: string; file?: string } // stored from parsed events only
    const on = type === 'downloaded' ? 'file' : 'page'
    const place = on === 'file' ? (file ?? '') : path
    const before = seen.get(`${on} ${place}`)
    const times = (before?.times ?? 0) + 1
    seen.set(`${on} ${place}`, { on, place, title: before?.title ?? title ?? null, times })
  }
  return [...seen.values()].filter(({ place }) => place !== '')
}
