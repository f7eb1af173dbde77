import type { Kysely } from 'kysely'
import type { Offer } from '#flows/api.ts'
import type { Facts } from '#flows/condition.ts'
import { accountFacts } from '../accounts/account-facts.ts'
import { noteAccount } from '../accounts/note-account.ts'
import { hasActivity } from '../activity/activity-cache.ts'
import { linkActivity } from '../activity/link-activity.ts'
import type { Deps } from '../deps.ts'
import { queueLead } from '../enrichment/queue-lead.ts'
import { currentStanding } from '../lifecycle/current-standing.ts'
import { lifecycleRulesOf } from '../lifecycle/load-rules.ts'
import { judgedBy } from '../models/judged-by.ts'
import { noteChange } from '../nurture/note-change.ts'
import type { Routed } from '../routing/route.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { planOf } from '../scoring/score-plan.ts'
import { insertAll } from '../sessions/insert-all.ts'
import type { Visit } from '../sessions/visit.ts'
import type { Database } from '../store/schema.ts'
import { assignOwner, type Draw } from './assign-owner.ts'
import { recordDemoRequest } from './demo-request.ts'
import { glanceAt } from './glance.ts'
import { findPerson, isKnownAddress, type KnownPerson, nobodyKnown } from './known-person.ts'
import { newestAnswers } from './lead-answers.ts'
import { loadBehavior } from './lead-behavior.ts'
import type { CardConsent } from './lead-card-type.ts'
import { changesOf } from './lead-changes.ts'
import { type Contact, contactConsentOf, contactOf } from './lead-contact.ts'
import { loadLeadFacts, overlayFacts } from './lead-facts.ts'
import { questionsOf } from './lead-questions.ts'
import { historyRows, insertLead, ledgerRows, replaceLedger, updateLead } from './lead-rows.ts'
import { sourceOf } from './lead-source.ts'
import { mergeFacts } from './merge-facts.ts'
import { personFacts } from './person-facts.ts'
import { isQualified, type Projection, projectLead } from './project-lead.ts'
import { decisionRow, offerOf, offerWithSlots } from './record-decision.ts'
import { rescoreLead } from './rescore-lead.ts'
import { tellOfLead, tellOfNewLead } from './tell-of-lead.ts'
import { toLeadRow } from './to-lead-row.ts'
import { withdrawConsent } from './withdraw-consent.ts'

type AcceptDeps = Pick<Deps, 'store' | 'now' | 'newId'>

export interface AcceptLeadInput {
  readonly visit: Visit
  /** The step that asks for a decision, or the end that was reached without one; null = the decision taken before stands. */
  readonly step: string | null
  /** Lead of the session so far. */
  readonly leadId: string | null
  /** Acts that came with the request and are not stored yet. */
  readonly behavior: readonly BehaviorFact[]
  /** When the consent was given, if that was earlier than `at`. */
  readonly consentAt?: number
  /** Told at once of a lead that is drawn from a team: it counts as the last thing of the unit. */
  readonly onDraw: (draw: Draw) => void
  /** The visitor left before the end. */
  readonly partial?: boolean
  readonly at: number
}

export interface AcceptedLead {
  /** Null when the visitor is nobody we may write to: no address, or no consent. */
  readonly leadId: string | null
  readonly outcome: string
  readonly offer?: Offer
  readonly qualified: boolean
  readonly change: 'created' | 'updated' | null
  /** Deliveries wait: wake the worker after the commit. */
  readonly queued: boolean
}

/**
 * Makes or updates the lead of a visit, inside the unit that stores the visit: one lead a person, scored from all their
 * answers and acts, routed, with its history and deliveries. Without an address or consent for contact there is only a
 * decision, and a lead that took the consent back is not told of any more; a quarantined visit is kept but never routed or delivered, and never touches a lead that exists.
 * Throws LeadRaceError when the unit must be run again.
 */
export async function acceptLead(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  input: AcceptLeadInput,
): Promise<AcceptedLead> {
  const { visit, at } = input
  const contact = contactOf(visit.release.flow, visit.played.facts)
  const consent = contact && contactConsentOf(visit, input.consentAt ?? at)
  if (visit.quarantine !== null) return await keepQuarantined(trx, deps, { ...input, contact, consent })
  if (!contact || !consent) return await decideOnly(trx, deps, input)
  return await acceptTrusted(trx, deps, { ...input, contact, consent })
}

interface FromSomebody extends AcceptLeadInput {
  readonly contact: Contact
  readonly consent: CardConsent
}

const NOBODY = { leadId: null, qualified: false, change: null, queued: false } as const

async function acceptTrusted(trx: Kysely<Database>, deps: AcceptDeps, asked: FromSomebody): Promise<AcceptedLead> {
  const { consent, at, step } = asked
  const { workspaceId } = asked.visit
  const glance = await glanceAt(trx, { workspaceId, visitorId: asked.visit.visitorId, contact: asked.contact })
  const isNew = !glance.hasLead && asked.leadId === null
  const known = isNew
    ? nobodyKnown(asked.visit)
    : await findPerson(trx, { visit: asked.visit, email: asked.contact.email, leadId: asked.leadId })
  const leadId = known.lead?.id ?? deps.newId()
  const release = judgedBy(asked.visit.release, { id: leadId, createdAt: known.lead?.created_at ?? at })
  const visit: Visit = { ...asked.visit, release }
  const input = { ...asked, visit }
  const { partial = false } = input
  const asksForDemo = release.flow.request === 'demo' && !partial
  if (asksForDemo) await recordDemoRequest(trx, visit, at)
  const visits = [...known.visits, visit]
  const person = known.hasAddresses ? personFacts(visits) : null
  const contact = person?.contact ?? input.contact
  const answered = person?.facts ?? { ...mergeFacts(visits.map(toTold)), 'email.domain': contact.domain }
  const said = known.lead
    ? overlayFacts(release.flow, answered, await loadLeadFacts(trx, workspaceId, known.lead.id))
    : answered
  const { colleagues } = glance
  const facts = { ...said, ...(await accountFacts(trx, { workspaceId, ...contact, colleagues, facts: said, at })) }
  if (colleagues > 0 || facts['account.priority'] === true)
    await noteAccount(trx, { workspaceId, domain: contact.domain, colleagues, at })
  const hasActs = glance.hasActs || asksForDemo || known.visitorIds.length > 1 || (await hasActivity(trx, workspaceId))
  const projection = await project(trx, deps, {
    ...input,
    known,
    facts,
    hasActs,
    colleagues,
    email: contact.email,
  })
  const routed = step === null ? null : await route(trx, deps, { ...input, facts, projection, known })
  if (routed?.counter) input.onDraw(routed.counter)

  const before = known.lead
  // What a robot said of a person is not known of the person.
  const told = known.trusted ? before : null
  const questions = questionsOf(visits)
  const row = { leadId, visit, contact, consent, facts: answered, projection, routed, partial, questions, at }
  const lead = toLeadRow({ ...row, before: told })
  const key = { workspaceId, leadId }
  const history = historyRows({ ...key, at, newId: deps.newId }, changesOf(before, lead, { visit, routed }))
  const decision = routed && step !== null ? [decisionRow({ id: deps.newId(), visit, leadId, step, routed, at })] : []
  const news = { after: lead, lines: projection.folded.lines, answers: newestAnswers(visits), questions }
  let queued: boolean
  if (before) {
    await updateLead(trx, lead)
    await replaceLedger(trx, key, projection.entries)
    await insertAll(trx, history, decision)
    queued = await tellOfLead(trx, deps, { ...news, before: told })
  } else {
    const deliveries = await tellOfNewLead(trx, deps, news)
    await insertLead(trx, lead, [...ledgerRows(key, projection.entries), history, ...decision, ...deliveries])
    queued = deliveries.some(({ count }) => count > 0)
  }
  await noteChange(trx, deps, { before: told, after: lead, at })
  await queueLead(trx, lead, at)
  const { visitorIds } = known
  if (await linkActivity(trx, { workspaceId, leadId, email: contact.email, visitorIds })) {
    queued = (await rescoreLead(trx, deps, { workspaceId, leadId, at })).queued || queued
  }
  return {
    leadId,
    outcome: lead.outcome,
    ...(routed ? await offerWithSlots(trx, workspaceId, routed) : {}),
    qualified: isQualified(lead),
    change: before ? 'updated' : 'created',
    queued,
  }
}

/** Nobody to write to: the visitor still gets the way on that their answers deserve, but nothing is kept of it. */
async function decideOnly(trx: Kysely<Database>, deps: AcceptDeps, input: AcceptLeadInput): Promise<AcceptedLead> {
  const { visit, step, leadId, at } = input
  const { release, played } = visit
  if (leadId !== null) await withdrawConsent(trx, deps, { visit, leadId, at })
  if (step === null) return { ...NOBODY, outcome: release.routing.fallback.outcome }
  const { facts } = played
  const known = nobodyKnown(visit)
  const projection = await project(trx, deps, { ...input, known, facts, hasActs: true, colleagues: 0, email: null })
  const routed = await route(trx, deps, { ...input, facts, projection, known })
  return { ...NOBODY, outcome: routed.outcome, ...offerOf(routed) }
}

/** Looks like a robot: kept for people to see, owned by nobody, told to nobody. */
async function keepQuarantined(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  input: AcceptLeadInput & { readonly contact: Contact | null; readonly consent: CardConsent | null },
): Promise<AcceptedLead> {
  const { visit, contact, consent, at } = input
  const { workspaceId, release } = visit
  const none = { ...NOBODY, leadId: input.leadId, outcome: release.routing.fallback.outcome }
  if (!contact || !consent || (await isKnownAddress(trx, workspaceId, contact.email))) return none
  const { facts } = visit.played
  const scored = projectLead({ release, facts, events: [], colleagues: 0, askedForSales: false, at })
  const projection: Projection = { ...scored, stage: 'lead' }
  const leadId = deps.newId()
  const created = { type: 'created' as const, body: { session: visit.sessionId, quarantine: visit.quarantine } }
  const row = { leadId, visit, contact, consent, facts, projection, routed: null, before: null, at }
  const lead = toLeadRow({ ...row, partial: false, questions: questionsOf([visit]) })
  const key = { workspaceId, leadId }
  await insertLead(trx, lead, [
    ...ledgerRows(key, projection.entries),
    historyRows({ ...key, at, newId: deps.newId }, [created]),
  ])
  return { ...none, leadId, change: 'created' }
}

interface Standing extends AcceptLeadInput {
  readonly known: KnownPerson
  readonly facts: Facts
}

async function project(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  input: Standing & { readonly hasActs: boolean; readonly colleagues: number; readonly email: string | null },
): Promise<Projection> {
  const { visit, known, facts, hasActs, colleagues, email, behavior, partial, at } = input
  const { workspaceId, release } = visit
  const { lead, visitorIds } = known
  const stored = hasActs ? await loadBehavior(trx, { workspaceId, leadId: lead?.id ?? null, email, visitorIds }) : []
  return projectLead({
    release,
    facts,
    events: [...stored, ...behavior],
    colleagues,
    askedForSales: visit.booked || (release.flow.request === 'demo' && !partial),
    ...(lead ? { current: await currentStanding(trx, lead) } : {}),
    lifecycle: await lifecycleRulesOf(trx, deps, workspaceId),
    lastActiveAt: at,
    requestedAt: lead?.created_at ?? at,
    ...(planOf(release.model).readsSource && { source: firstSource(input) }),
    at,
  })
}

function firstSource({ known, visit }: Pick<Standing, 'known' | 'visit'>): string {
  return (known.trusted && known.lead?.source) || sourceOf(visit.context)
}

async function route(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  { visit, projection, known, at }: Standing & { readonly projection: Projection },
): Promise<Routed> {
  const { folded, temperature, disqualified } = projection
  return await assignOwner(trx, deps, {
    workspaceId: visit.workspaceId,
    routing: visit.release.routing,
    facts: {
      ...projection.facts,
      source: firstSource({ known, visit }),
      score: folded.score,
      fit: folded.fit,
      engagement: folded.engagement,
      temperature,
      ...(disqualified ? { disqualified: disqualified.rule } : {}),
    },
    previousOwner: known.lead?.owner_id ?? null,
    at,
  })
}

function toTold({ flow, played }: Visit) {
  return { flow, facts: played.facts }
}
