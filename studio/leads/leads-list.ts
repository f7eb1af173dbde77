import { computed, signal } from '@preact/signals'
import type { LeadNews, LeadRow, LeadsPage, LeadsQuery } from '#server/http/api-type.ts'
import { get, query } from '../api.ts'
import { newsAddress } from '../me.ts'

/** Filters of the list, as they stand in the page's address. */
export type LeadFilters = Pick<
  LeadsQuery,
  'temperature' | 'stage' | 'owner' | 'flow' | 'held' | 'source' | 'mark' | 'queue' | 'q' | 'sort'
>

/** The list as loaded so far: `null` = not loaded yet. */
export const page = signal<LeadsPage | null>(null)
export const trouble = signal<unknown>(null)
/** Leads that arrived since the list was loaded. They wait here, so that what is being read does not move. */
export const arrivals = signal<readonly LeadRow[]>([])
export const rows = computed(() => page.value?.leads ?? [])

let filters: LeadFilters = {}
let asked = 0

/** Loads the first page for these filters. A slower answer to an older question is dropped. */
export async function loadLeads(wanted: LeadFilters): Promise<void> {
  filters = wanted
  asked += 1
  const mine = asked
  const seen = new Set(arrivals.value)
  try {
    const loaded = await get<LeadsPage>(`/leads${query(wanted)}`)
    if (mine !== asked) return
    page.value = loaded
    // What arrived while the answer was under way may not be in it.
    arrivals.value = arrivals.value.filter(row => !seen.has(row) && !loaded.leads.some(lead => lead.id === row.id))
    trouble.value = null
  } catch (error) {
    if (mine === asked) trouble.value = error
  }
}

/** Adds the next page to the list. An answer that comes once the list is another one is dropped. */
export async function loadMore(): Promise<void> {
  const cursor = page.value?.next
  if (!cursor) return
  const mine = asked
  const more = await get<LeadsPage>(`/leads${query({ ...filters, cursor })}`)
  // What changed meanwhile is kept: rows are added to the list as it is now.
  const now = page.value
  if (mine !== asked || now?.next !== cursor) return
  const known = new Set(now.leads.map(lead => lead.id))
  page.value = { ...more, leads: [...now.leads, ...more.leads.filter(lead => !known.has(lead.id))] }
}

/** Puts a changed row in its place; its place in the order stays until the next load. */
export function replaceRow(row: LeadRow): void {
  const before = page.value
  if (!before) return
  page.value = { ...before, leads: before.leads.map(lead => (lead.id === row.id ? row : lead)) }
}

/** Takes a lead out of the list: it is part of another one now. */
export function dropRow(lead: string): void {
  const before = page.value
  if (before) page.value = { ...before, leads: before.leads.filter(row => row.id !== lead) }
  arrivals.value = arrivals.value.filter(row => row.id !== lead)
}

/** Whether a new lead stands in the queue that is shown: sales is not called for what marketing works with. */
function isOfQueue({ withMarketing }: LeadRow): boolean {
  const queue = page.value?.queue ?? 'all'
  return queue === 'all' || (queue === 'marketing') === withMarketing
}

/** Listens for news of leads until the returned function is called. The browser reconnects by itself. */
export function listen(changed: (lead: string) => void): () => void {
  const stream = new EventSource(newsAddress())
  stream.addEventListener('lead', event => {
    const news = JSON.parse(event.data) as LeadNews // our own server, held to its types by tests
    if (rows.value.some(row => row.id === news.lead.id)) replaceRow(news.lead)
    else if (isOfQueue(news.lead))
      arrivals.value = [news.lead, ...arrivals.value.filter(row => row.id !== news.lead.id)]
    changed(news.lead.id)
  })
  return () => stream.close()
}
