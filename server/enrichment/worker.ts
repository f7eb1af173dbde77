import { type Kysely, sql } from 'kysely'
import { type Repeated, repeat } from '../background/repeat.ts'
import { EgressError } from '../delivery/egress.ts'
import type { Deps } from '../deps.ts'
import { saveLeadFacts } from '../leads/lead-facts.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { EnrichmentJobTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import type { Finding, Looked } from './define-enricher.ts'
import { loadEnabled } from './enrichment-settings.ts'
import { findEnricher } from './index.ts'

type EnrichDeps = Pick<Deps, 'store' | 'log' | 'live' | 'egress' | 'now' | 'newId' | 'wakeDelivery'>
type Job = EnrichmentJobTable

const POLL_MS = 5_000
const AT_ONCE = 20
/** Above the redirects of one look, 15 s each. */
const LEASE_MS = 90_000
const MINUTE = 60_000
const DAY = 86_400_000
/** What a site says of itself changes seldom. */
const FRESH_MS = 30 * DAY
/** Waits before the second try and those after it: nobody is hurried about this. */
const WAITS = [10 * MINUTE, 6 * 60 * MINUTE, 2 * DAY]

/** Looks companies up after their leads were stored (R28). One after another, so that no site is asked twice at once. A run counts the leads it looked at. */
export function startEnrichment(deps: EnrichDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  return repeat(stopping => lookAll(deps, stopping), {
    log: deps.log,
    poll,
    trouble: 'companies could not be looked up',
  })
}

async function lookAll(deps: EnrichDeps, stopping: () => boolean): Promise<number> {
  let looked = 0
  for (;;) {
    const due = await findDue(deps)
    if (due.length === 0) return looked
    for (const job of due) {
      if (stopping()) return looked
      await lookUp(deps, job)
      looked += 1
    }
  }
}

async function findDue({ store, now }: EnrichDeps): Promise<Job[]> {
  return await store.db
    .selectFrom('enrichment_jobs')
    .selectAll()
    .where('status', '=', sql.lit<'pending'>('pending'))
    .where('next_at', '<=', now())
    .where('leased_until', '<=', now())
    .orderBy('next_at')
    .limit(AT_ONCE)
    .execute()
}

async function lookUp(deps: EnrichDeps, due: Job): Promise<void> {
  try {
    const job = await deps.store.write(trx => lease(trx, due, deps.now()))
    if (!job) return
    const cached = await loadCached(deps, job)
    const looked = cached ? { ok: true as const, findings: cached } : await look(deps, job)
    const queued = await deps.store.write(trx => settle(trx, deps, { job, looked, fresh: !cached }))
    deps.live.publish(job.workspace_id, { type: 'lead', lead: job.lead_id, change: 'updated' })
    if (queued) deps.wakeDelivery()
  } catch (error) {
    deps.log.error({ err: error, lead: due.lead_id }, 'a company could not be looked up')
    const failed = { ok: false as const, problem: 'unexpected', retry: true }
    await deps.store.write(trx => settle(trx, deps, { job: due, looked: failed, fresh: false }))
  }
}

/** Of several servers one looks; a job whose enricher was switched off meanwhile is dropped. */
async function lease(trx: Kysely<Database>, due: Job, now: number): Promise<Job | null> {
  const query = ofJob(trx, due)
  const job = await (isPostgres(trx) ? query.forUpdate().skipLocked() : query).executeTakeFirst()
  if (job?.status !== 'pending' || job.leased_until > now || job.next_at > now) return null
  if (!(await loadEnabled(trx, job.workspace_id)).includes(job.enricher)) {
    await update(trx, job, { status: 'skipped', reason: 'switched_off', done_at: now })
    return null
  }
  // Another lead's try at the same site failed just now: this one waits with it.
  const failing = await trx
    .selectFrom('enrichment_jobs')
    .select('next_at')
    .where('workspace_id', '=', job.workspace_id)
    .where('enricher', '=', job.enricher)
    .where('subject', '=', job.subject)
    .where('lead_id', '<>', job.lead_id)
    .where('status', '=', 'pending')
    .where('attempts', '>', job.attempts)
    .where('next_at', '>', now)
    .executeTakeFirst()
  if (failing) {
    await update(trx, job, { next_at: failing.next_at, attempts: job.attempts })
    return null
  }
  await update(trx, job, { leased_until: now + LEASE_MS })
  return job
}

async function loadCached({ store, now }: EnrichDeps, job: Job): Promise<Finding[] | null> {
  const row = await store.db
    .selectFrom('enrichment_cache')
    .select('findings_json')
    .where('workspace_id', '=', job.workspace_id)
    .where('enricher', '=', job.enricher)
    .where('subject', '=', job.subject)
    .where('expires_at', '>', now())
    .executeTakeFirst()
  return row ? (JSON.parse(row.findings_json) as Finding[]) : null // written by `settle` only
}

async function look({ egress, now }: EnrichDeps, job: Job): Promise<Looked> {
  const enricher = findEnricher(job.enricher)
  if (!enricher) return { ok: false, problem: 'switched_off', retry: false }
  try {
    return await enricher.look(job.subject, { egress, now })
  } catch (error) {
    // A name that does not resolve or an address in a private network will not get better; a hiccup may.
    if (error instanceof EgressError) {
      const retry = ['connect_failed', 'timed_out', 'answer_broken', 'tls_failed', 'dns_failed'].includes(error.problem)
      return { ok: false, problem: error.problem, retry }
    }
    throw error
  }
}

interface Settled {
  readonly job: Job
  readonly looked: Looked
  /** Not from the cache. */
  readonly fresh: boolean
}

/** Writes down what was found, or when to try again; says whether a delivery waits. */
async function settle(trx: Kysely<Database>, deps: EnrichDeps, { job, looked, fresh }: Settled): Promise<boolean> {
  const at = deps.now()
  const { workspace_id: workspaceId, lead_id: leadId } = job
  if (!looked.ok) {
    const wait = looked.retry ? WAITS[job.attempts] : undefined
    const later = { attempts: job.attempts + 1, reason: looked.problem, leased_until: 0 }
    if (wait === undefined) await update(trx, job, { ...later, status: 'failed', done_at: at })
    else await update(trx, job, { ...later, next_at: at + Math.max(wait, Math.min(looked.retryAfterMs ?? 0, DAY)) })
    return false
  }
  if (fresh) await keep(trx, job, looked.findings, at)
  const lead = await lockLead(trx, { workspaceId, id: leadId })
  await update(trx, job, { status: 'done', reason: null, attempts: job.attempts + 1, leased_until: 0, done_at: at })
  if (!lead || looked.findings.length === 0) return false
  const facts = Object.fromEntries(looked.findings.map(({ fact, value }) => [fact, value]))
  await saveLeadFacts(trx, { workspaceId, leadId, source: 'enrichment', actor: `enricher:${job.enricher}`, at, facts })
  return (await rescoreLead(trx, deps, { workspaceId, leadId, at })).queued
}

async function keep(trx: Kysely<Database>, job: Job, findings: readonly Finding[], at: number): Promise<void> {
  const values = { findings_json: JSON.stringify(findings), fetched_at: at, expires_at: at + FRESH_MS }
  await trx
    .insertInto('enrichment_cache')
    .values({ workspace_id: job.workspace_id, enricher: job.enricher, subject: job.subject, ...values })
    .onConflict(conflict => conflict.columns(['workspace_id', 'enricher', 'subject']).doUpdateSet(values))
    .execute()
}

function ofJob(trx: Kysely<Database>, { workspace_id, lead_id, enricher }: Job) {
  return trx
    .selectFrom('enrichment_jobs')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('lead_id', '=', lead_id)
    .where('enricher', '=', enricher)
}

async function update(trx: Kysely<Database>, job: Job, change: Partial<Job>): Promise<void> {
  await trx
    .updateTable('enrichment_jobs')
    .set(change)
    .where('workspace_id', '=', job.workspace_id)
    .where('lead_id', '=', job.lead_id)
    .where('enricher', '=', job.enricher)
    .execute()
}
