import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Mail, MailMessage } from '../delivery/mail.ts'
import type { Outcome } from '../delivery/outcome.ts'
import { nextAttemptAt } from '../delivery/retry-schedule.ts'
import { mailOf } from '../delivery/workspace-mail.ts'
import type { Deps } from '../deps.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { AutomationStepTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import type { ActionResult, Detail } from './actions/define-action.ts'
import { doAction } from './actions/index.ts'
import { type Action, readSpec } from './automation-spec.ts'
import { loadNurtureSettings } from './nurture-settings.ts'
import type { TriggerSeen } from './see-trigger.ts'

export type StepDeps = Pick<
  Deps,
  'config' | 'store' | 'log' | 'live' | 'now' | 'newId' | 'randomBytes' | 'wakeDelivery'
>
type Key = Pick<AutomationStepTable, 'workspace_id' | 'run_id' | 'number' | 'lead_id'>

/** Above the longest attempt. */
const LEASE_MS = 60_000
const AT_ONCE = 40
/** A mail server that hangs holds up so many and no more. */
const SIDE_BY_SIDE = 8
/** The mailbox does not exist, or says it will never take this: trying again annoys both sides. */
const FINAL_CODES = [550, 551, 553, 554]

/** Does what is due; resolves with how many steps were taken up. */
export async function doSteps(deps: StepDeps, mail: Mail | null, stopping: () => boolean): Promise<number> {
  let done = 0
  for (;;) {
    const due = await findDue(deps)
    if (due.length === 0) return done
    // One at a time for each lead: what one got counts for the next.
    const batch = due.filter((step, at) => due.findIndex(other => other.lead_id === step.lead_id) === at)
    for (let at = 0; at < batch.length; at += SIDE_BY_SIDE) {
      if (stopping()) return done
      const together = batch.slice(at, at + SIDE_BY_SIDE)
      await Promise.all(together.map(step => doStep(deps, mail, step)))
      done += together.length
    }
  }
}

/** Steps of workspaces that are not paused and of automations that are on, the longest due first; none that has a wait before it. */
async function findDue({ store, now }: StepDeps): Promise<Key[]> {
  return await store.db
    .selectFrom('automation_steps')
    .leftJoin('nurture_settings', 'nurture_settings.workspace_id', 'automation_steps.workspace_id')
    .leftJoin('automations', join =>
      join
        .onRef('automations.workspace_id', '=', 'automation_steps.workspace_id')
        .onRef('automations.id', '=', 'automation_steps.automation_id'),
    )
    .select(['automation_steps.workspace_id', 'run_id', 'number', 'lead_id'])
    .where('status', '=', sql.lit<'pending'>('pending'))
    // Of one that is gone: they are taken up once more, to be settled.
    .where(eb => eb.or([eb('automations.enabled', 'is', null), eb('automations.enabled', '=', 1)]))
    .where(eb => eb.not(eb.exists(waitBefore(eb))))
    .where('next_at', '<=', now())
    .where('leased_until', '<=', now())
    .where(eb => eb.or([eb('paused', 'is', null), eb('paused', '=', 0)]))
    .orderBy('next_at')
    .orderBy('run_id')
    .orderBy('number')
    .limit(AT_ONCE)
    .execute()
}

/**
 * Does one step. What stays in the database is done and marked in one unit. A mail is leased, sent and then marked: when the
 * process dies between the last two it is sent again, under the same Message-ID.
 */
async function doStep(deps: StepDeps, mail: Mail | null, key: Key): Promise<void> {
  try {
    const prepared = await deps.store.write(trx => prepare(trx, deps, key))
    if (!prepared) return
    if (prepared.letter && mail) {
      const outcome = await mailOf(deps, mail, key.workspace_id)(prepared.letter)
      await deps.store.write(trx => record(trx, deps, { key, outcome, detail: prepared.detail }))
      if (!outcome.ok) deps.log.warn({ step: prepared.letter.id, code: outcome.code }, 'a mail could not be sent')
    }
    deps.live.publish(key.workspace_id, { type: 'lead', lead: key.lead_id, change: 'updated' })
    if (prepared.queued) deps.wakeDelivery()
  } catch (error) {
    deps.log.error({ err: error, run: key.run_id, step: key.number }, 'a step of an automation failed')
    await deps.store.write(trx => retryOrGiveUp(trx, deps, { key, reason: 'unexpected' }))
  }
}

interface Prepared {
  readonly letter?: MailMessage
  readonly detail: Detail
  readonly queued: boolean
}

async function prepare(trx: Kysely<Database>, deps: StepDeps, key: Key): Promise<Prepared | null> {
  // The lead first, always: two units that lock the same rows in the same order never wait for each other.
  const lead = await lockLead(trx, { workspaceId: key.workspace_id, id: key.lead_id })
  const step = await lockStep(trx, key)
  const now = deps.now()
  if (step?.status !== 'pending' || step.next_at > now || step.leased_until > now) return null
  if (await isHeldUp(trx, key)) return null
  const run = await trx
    .selectFrom('automation_runs')
    .innerJoin('automations', join =>
      join
        .onRef('automations.workspace_id', '=', 'automation_runs.workspace_id')
        .onRef('automations.id', '=', 'automation_runs.automation_id'),
    )
    .select(['automations.id', 'name', 'enabled', 'spec_json', 'seen_json', 'depth'])
    .where('automation_runs.workspace_id', '=', key.workspace_id)
    .where('automation_runs.id', '=', key.run_id)
    .executeTakeFirst()
  const spec = run && readSpec(run.spec_json)
  if (!lead) return await settle(trx, key, { status: 'skipped', reason: 'lead_gone' }, now)
  if (!run || !spec) return await settle(trx, key, { status: 'skipped', reason: 'switched_off' }, now)
  // It goes on where it was once it is on again.
  if (run.enabled === 0) return null
  const result = await doAction(trx, deps, {
    action: JSON.parse(step.action_json) as Action, // written by `fire` from a checked spec
    step,
    automation: { id: run.id, name: run.name, spec },
    lead,
    seen: JSON.parse(run.seen_json) as TriggerSeen, // written by `fire` only
    settings: await loadNurtureSettings(trx, key.workspace_id),
    depth: run.depth,
    now,
  })
  return await settle(trx, key, result, now)
}

/** Writes down what became of a step; a letter is leased. */
async function settle(trx: Kysely<Database>, key: Key, result: ActionResult, now: number): Promise<Prepared> {
  switch (result.status) {
    case 'send':
      await update(trx, key, { leased_until: now + LEASE_MS, reason: null })
      return { letter: result.letter, detail: result.detail, queued: false }
    case 'wait': {
      const kept = result.detail && { detail_json: JSON.stringify(result.detail) }
      await update(trx, key, { next_at: result.until, reason: result.reason, ...kept })
      return { detail: {}, queued: false }
    }
    case 'skipped': {
      const detail_json = JSON.stringify(result.detail ?? {})
      await update(trx, key, { status: 'skipped', reason: result.reason, detail_json, done_at: now })
      return { detail: {}, queued: false }
    }
    case 'stop':
      await updateFrom(trx, key, { status: 'cancelled', reason: result.reason, done_at: now })
      return { detail: {}, queued: false }
    case 'done': {
      const detail_json = JSON.stringify(result.detail)
      await update(trx, key, { status: 'done', reason: null, detail_json, done_at: now })
      if (result.frees) await updateFrom(trx, key, { next_at: now, created_at: now })
      return { detail: result.detail, queued: result.queued ?? false }
    }
  }
}

interface Attempted {
  readonly key: Key
  readonly outcome: Outcome
  readonly detail: Detail
}

async function record(trx: Kysely<Database>, deps: StepDeps, { key, outcome, detail }: Attempted): Promise<void> {
  if (outcome.ok) {
    const step = await lockStep(trx, key)
    // Cancelled while it was on its way: it has gone all the same, and counts.
    if (step?.status !== 'pending' && step?.status !== 'cancelled') return
    await update(trx, key, {
      status: 'done',
      reason: null,
      detail_json: JSON.stringify(detail),
      attempts: step.attempts + 1,
      leased_until: 0,
      done_at: deps.now(),
    })
    return
  }
  const final = outcome.status !== null && FINAL_CODES.includes(outcome.status)
  await retryOrGiveUp(trx, deps, { key, reason: outcome.code, detail, final })
}

interface Failed {
  readonly key: Key
  readonly reason: string
  /** Left out = what is known of it stays. */
  readonly detail?: Detail
  readonly final?: boolean
}

async function retryOrGiveUp(trx: Kysely<Database>, deps: StepDeps, failed: Failed): Promise<void> {
  const { key, reason, detail, final = false } = failed
  const step = await lockStep(trx, key)
  if (step?.status !== 'pending') return
  const attempts = step.attempts + 1
  const now = deps.now()
  const random = (deps.randomBytes(1)[0] ?? 0) / 256
  const next = final ? null : nextAttemptAt({ attempts, now, random })
  await update(trx, key, {
    attempts,
    reason,
    ...(detail && { detail_json: JSON.stringify(detail) }),
    leased_until: 0,
    ...(next === null ? { status: 'dead' as const, done_at: now } : { next_at: next }),
  })
  // Whether what set it off still holds was never known: nothing is done on the chance of it.
  if (next === null && step.kind === 'wait') {
    await updateFrom(trx, key, { status: 'cancelled', reason: 'wait_failed', done_at: now })
  }
}

async function lockStep(trx: Kysely<Database>, key: Key): Promise<AutomationStepTable | undefined> {
  const query = trx
    .selectFrom('automation_steps')
    .selectAll()
    .where('workspace_id', '=', key.workspace_id)
    .where('run_id', '=', key.run_id)
    .where('number', '=', key.number)
  return await (isPostgres(trx) ? query.forUpdate() : query).executeTakeFirst()
}

/** It and all after it that are not done. */
async function updateFrom(trx: Kysely<Database>, key: Key, change: Partial<AutomationStepTable>): Promise<void> {
  await trx
    .updateTable('automation_steps')
    .set(change)
    .where('workspace_id', '=', key.workspace_id)
    .where('run_id', '=', key.run_id)
    .where('number', '>=', key.number)
    .where('status', '=', 'pending')
    .execute()
}

async function isHeldUp(trx: Kysely<Database>, key: Key): Promise<boolean> {
  const before = await trx
    .selectFrom('automation_steps')
    .select('number')
    .where('workspace_id', '=', key.workspace_id)
    .where('run_id', '=', key.run_id)
    .where('number', '<', key.number)
    .where('kind', '=', 'wait')
    .where('status', '=', 'pending')
    .limit(1)
    .executeTakeFirst()
  return before !== undefined
}

/** A wait of the same run that is not over. */
function waitBefore(eb: ExpressionBuilder<Database, 'automation_steps'>) {
  return eb
    .selectFrom('automation_steps as earlier')
    .select('earlier.number')
    .whereRef('earlier.workspace_id', '=', 'automation_steps.workspace_id')
    .whereRef('earlier.run_id', '=', 'automation_steps.run_id')
    .whereRef('earlier.number', '<', 'automation_steps.number')
    .where('earlier.kind', '=', 'wait')
    .where('earlier.status', '=', 'pending')
}

async function update(trx: Kysely<Database>, key: Key, change: Partial<AutomationStepTable>): Promise<void> {
  await trx
    .updateTable('automation_steps')
    .set(change)
    .where('workspace_id', '=', key.workspace_id)
    .where('run_id', '=', key.run_id)
    .where('number', '=', key.number)
    .execute()
}
