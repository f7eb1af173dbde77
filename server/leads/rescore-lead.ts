import type { Kysely } from 'kysely'
import { type NotedAccount, noteAccount } from '../accounts/note-account.ts'
import type { Deps } from '../deps.ts'
import { queueIfDue } from '../hand-over/due-hand-over.ts'
import { currentStanding } from '../lifecycle/current-standing.ts'
import { lifecycleRulesOf } from '../lifecycle/load-rules.ts'
import { scoredBy } from '../models/judged-by.ts'
import { noteChange } from '../nurture/note-change.ts'
import type { Release } from '../publishing/live.ts'
import { insertAll } from '../sessions/insert-all.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { factsOfLead } from './facts-of-lead.ts'
import { isImported } from './is-imported.ts'
import { newestAnswers } from './lead-answers.ts'
import { loadBehavior } from './lead-behavior.ts'
import { scoreChanges } from './lead-changes.ts'
import { questionsOf } from './lead-questions.ts'
import { historyRows, lockLead, updateLead } from './lead-rows.ts'
import { replaceLedger } from './ledger-rows.ts'
import { loadLeadSessions, loadVisits } from './load-visits.ts'
import { projectLead } from './project-lead.ts'
import { tellOfLead } from './tell-of-lead.ts'
import { scoreColumns } from './to-lead-row.ts'

interface RescoreInput {
  readonly workspaceId: string
  readonly leadId: string
  /** Whose new acts are the reason, where it is acts of a visitor; stored already. */
  readonly visitorId?: string
  readonly at: number
  /** Nobody is told, whatever the score comes to: for a lead that somebody just brought in from elsewhere. */
  readonly quiet?: boolean
  /** No reason to take the lead for one that did something: it keeps the time of its last change. */
  readonly keepsTime?: boolean
  /** Because another model went live: quiet, and it keeps its time. */
  readonly anotherModel?: boolean
  /** What the history names as the reason: somebody said what pages and files are. */
  readonly because?: 'content_named'
  /** Not by another model than the one that made the stored score: that is left to whoever brings it over, quietly. */
  readonly sameModel?: boolean
  /** Nobody is given it, whatever it comes to: for what comes in bulk. Left out = a lead that nobody owns may get an owner. */
  readonly handOver?: false
  /** Ids that name the lead too, for the news of it. Left out = the news does not say. */
  readonly aliases?: readonly string[]
  /** Takes the company to be looked at again, for a unit of several leads: noted with the last of them. Left out = noted at once. */
  readonly onAccount?: (account: NotedAccount) => void | Promise<void>
}

export interface Rescored {
  readonly changed: boolean
  /** Destinations hear of it: whoever changed the lead needs not tell of it again. */
  readonly told: boolean
  /** Deliveries or a hand-over wait: wake the workers after the commit. */
  readonly queued: boolean
}

const UNCHANGED: Rescored = { changed: false, told: false, queued: false }

/**
 * Scores a lead anew from its facts and all that the person did, by the model that is live on its flow. Owner and
 * outcome stay: what somebody does on the site later is no reason to take a lead away from its owner. One that nobody owns, and
 * that turns hot or reaches SAL by it, is queued for one (`queueIfDue`).
 */
export async function rescoreLead(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  {
    workspaceId,
    leadId,
    visitorId,
    at,
    sameModel = false,
    anotherModel = false,
    because,
    quiet = anotherModel,
    keepsTime = anotherModel,
    handOver,
    aliases,
    onAccount = account => noteAccount(trx, account),
  }: RescoreInput,
): Promise<Rescored> {
  const before = await lockLead(trx, { workspaceId, id: leadId })
  const release = before && (await scoredBy(trx, before))
  if (!before || !release) return UNCHANGED
  if (sameModel && release.modelRevision !== before.model_revision) return UNCHANGED
  const sessions = await loadLeadSessions(trx, workspaceId, leadId)
  // A lead without an accepted conversation was made by a robot: its acts are worth nothing.
  if (sessions.length === 0 && !isImported(before)) return UNCHANGED
  const visitorIds = [
    ...new Set([...(visitorId === undefined ? [] : [visitorId]), ...sessions.map(session => session.visitorId)]),
  ]
  // What a CRM or a colleague tells of somebody is no sign of life of theirs.
  const lastActiveAt = Math.min(at, Math.max(before.created_at, ...sessions.map(session => session.lastAnswerAt)))
  const projection = await project(trx, deps, { before, release, visitorIds, lastActiveAt, at, onAccount })
  const scored = { ...scoreColumns(projection), model_revision: release.modelRevision }
  const after: LeadTable = { ...before, ...scored, updated_at: keepsTime ? before.updated_at : at }
  await updateLead(trx, after, at)
  if (!quiet) await noteChange(trx, deps, { before, after, at })
  await replaceLedger(trx, { workspaceId, leadId }, projection.entries)
  const reason = because ?? (anotherModel ? 'another_model' : undefined)
  const changes = scoreChanges(before, after, reason ? { reason } : {})
  await insertAll(trx, historyRows({ workspaceId, leadId, at, newId: deps.newId }, changes))
  const mayGive = !quiet && handOver !== false
  const due = mayGive ? await queueIfDue(trx, deps, { before, after, facts: projection.facts, release, at }) : null
  // A point more or less is no news; another temperature or stage is.
  const isNews = before.temperature !== after.temperature || before.stage !== after.stage
  if (!isNews || quiet) return { changed: changes.length > 0, told: false, queued: due !== null }
  const visits = await loadVisits(
    trx,
    workspaceId,
    sessions.map(session => session.id),
  )
  const said = { answers: newestAnswers(visits), questions: questionsOf(visits) }
  const news = { before, after, lines: projection.folded.lines, ...said, handOver: due, ...(aliases && { aliases }) }
  const isTold = await tellOfLead(trx, deps, news)
  return { changed: true, told: isTold, queued: isTold || due !== null }
}

async function project(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  input: {
    before: LeadTable
    release: Release
    visitorIds: readonly string[]
    lastActiveAt: number
    at: number
    onAccount: (account: NotedAccount) => void | Promise<void>
  },
) {
  const { before, release, visitorIds, lastActiveAt, at, onAccount } = input
  const workspaceId = before.workspace_id
  const { facts, colleagues } = await factsOfLead(trx, { lead: before, release, at })
  if (colleagues > 0 || facts['account.priority'] === true)
    await onAccount({ workspaceId, domain: before.email_domain, colleagues, at })
  return projectLead({
    release,
    facts,
    events: await loadBehavior(trx, {
      workspaceId: before.workspace_id,
      leadId: before.id,
      email: before.email,
      visitorIds,
    }),
    colleagues,
    askedForSales: false,
    current: await currentStanding(trx, before),
    lifecycle: await lifecycleRulesOf(trx, deps, before.workspace_id),
    lastActiveAt,
    requestedAt: before.created_at,
    source: before.source,
    at,
  })
}
