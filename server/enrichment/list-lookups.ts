import type { Kysely } from 'kysely'
import type { EnrichmentJobTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import type { Finding } from './define-enricher.ts'

/** One lead that was or will be looked up. */
export interface Lookup {
  readonly lead: { readonly id: string; readonly name: string | null }
  readonly enricher: string
  /** The domain. */
  readonly subject: string
  readonly status: EnrichmentJobTable['status']
  /** Why not, in words. */
  readonly reason: string | null
  /** When it was done; while it waits, when it is tried next. */
  readonly at: number
  readonly findings: readonly Finding[]
}

export type LookupCounts = Readonly<Record<EnrichmentJobTable['status'], number>>

const PROBLEMS: Readonly<Record<string, string>> = {
  free_mail: 'A private mailbox: its domain says nothing about a company.',
  switched_off: 'It was switched off.',
  asked_not_to: 'The page asks not to be indexed.',
  leads_elsewhere: 'The address leads to another site.',
  too_many_redirects: 'The address leads on and on.',
  no_page: 'There is no page at this address.',
  no_html: 'The address answers with something else than a page.',
  unread_charset: 'The page is written in an old character set.',
  site_busy: 'The site did not answer well.',
  dns_failed: 'There is no site under this name.',
  connect_failed: 'The site could not be reached.',
  timed_out: 'The site did not answer within 15 seconds.',
  tls_failed: 'The site has no valid certificate.',
  answer_broken: 'The site broke off in the middle.',
  address_refused: 'The name leads into a private network, which is never called.',
  name_refused: 'The name is one of a private network, which is never called.',
}

/** The newest, those that failed among them. */
export async function listLookups(db: Kysely<Database>, workspaceId: string): Promise<Lookup[]> {
  const rows = await db
    .selectFrom('enrichment_jobs')
    .innerJoin('leads', join =>
      join
        .onRef('leads.workspace_id', '=', 'enrichment_jobs.workspace_id')
        .onRef('leads.id', '=', 'enrichment_jobs.lead_id'),
    )
    .leftJoin('enrichment_cache', join =>
      join
        .onRef('enrichment_cache.workspace_id', '=', 'enrichment_jobs.workspace_id')
        .onRef('enrichment_cache.enricher', '=', 'enrichment_jobs.enricher')
        .onRef('enrichment_cache.subject', '=', 'enrichment_jobs.subject'),
    )
    .selectAll('enrichment_jobs')
    .select(['leads.name as lead_name', 'findings_json'])
    .where('enrichment_jobs.workspace_id', '=', workspaceId)
    .orderBy('enrichment_jobs.lead_id', 'desc')
    .limit(50)
    .execute()
  return rows.map(row => ({
    lead: { id: row.lead_id, name: row.lead_name },
    enricher: row.enricher,
    subject: row.subject,
    status: row.status,
    reason: row.reason === null ? null : (PROBLEMS[row.reason] ?? 'It could not be looked up.'),
    at: row.done_at ?? row.next_at,
    findings: row.status === 'done' && row.findings_json ? (JSON.parse(row.findings_json) as Finding[]) : [], // written by the worker
  }))
}

export async function countLookups(db: Kysely<Database>, workspaceId: string): Promise<LookupCounts> {
  const rows = await db
    .selectFrom('enrichment_jobs')
    .select(['status', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('status')
    .execute()
  const counts = { pending: 0, done: 0, skipped: 0, failed: 0 }
  for (const { status, count } of rows) counts[status] = Number(count)
  return counts
}
