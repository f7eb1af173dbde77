import type { Kysely } from 'kysely'
import type { Finding } from '../enrichment/define-enricher.ts'
import type { TimelineEntry } from '../leads/lead-card-type.ts'
import type { Database } from '../store/schema.ts'
import { readLog } from './automation-log.ts'

/** Looks of automations that a card shows, the newest ones. */
const SHOWN = 50

/** What automations did for a lead, or why not, and what was looked up of its company: for its line of time. */
export async function loadAutomationEntries(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<TimelineEntry[]> {
  const log = await readLog(db, workspaceId, { lead: leadId, fired: true, limit: SHOWN })
  const did = log.flatMap(({ automation, seen, steps }) =>
    steps.map(({ what, status, reason, at }): TimelineEntry => {
      return { kind: 'automation', session: '', name: automation.name, seen, what, status, reason, at }
    }),
  )
  return [...did, ...(await loadLookedUp(db, workspaceId, leadId))]
}

/** Two lists in one line of time. */
export function inOrder(entries: readonly TimelineEntry[], others: readonly TimelineEntry[]): TimelineEntry[] {
  return others.length === 0 ? [...entries] : [...entries, ...others].sort((a, b) => a.at - b.at)
}

async function loadLookedUp(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('enrichment_jobs')
    .innerJoin('enrichment_cache', join =>
      join
        .onRef('enrichment_cache.workspace_id', '=', 'enrichment_jobs.workspace_id')
        .onRef('enrichment_cache.enricher', '=', 'enrichment_jobs.enricher')
        .onRef('enrichment_cache.subject', '=', 'enrichment_jobs.subject'),
    )
    .select(['enrichment_jobs.subject', 'enrichment_jobs.done_at', 'findings_json'])
    .where('enrichment_jobs.workspace_id', '=', workspaceId)
    .where('enrichment_jobs.lead_id', '=', leadId)
    .where('enrichment_jobs.status', '=', 'done')
    .execute()
  return rows.map(({ subject, done_at, findings_json }): TimelineEntry => {
    const findings = JSON.parse(findings_json) as Finding[] // written by the worker of enrichment
    return {
      kind: 'looked_up',
      session: '',
      subject,
      found: findings.map(({ fact, value, evidence }) => ({
        fact,
        value: Array.isArray(value) ? value.join(', ') : String(value),
        place: evidence.place,
      })),
      at: done_at ?? 0,
    }
  })
}
