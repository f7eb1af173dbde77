import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { accountFacts } from '../accounts/account-facts.ts'
import { noteAccount } from '../accounts/note-account.ts'
import { hasActivity } from '../activity/activity-cache.ts'
import { linkActivity } from '../activity/link-activity.ts'
import { queueLead } from '../enrichment/queue-lead.ts'
import { judgedBy } from '../models/judged-by.ts'
import { noteChange } from '../nurture/note-change.ts'
import { visitFacts } from '../sessions/server-facts.ts'
import type { Visit } from '../sessions/visit.ts'
import type { Database } from '../store/schema.ts'
import type { AcceptDeps, AcceptedLead, FromSomebody } from './accepted-lead.ts'
import { glanceAt } from './glance.ts'
import { routeVisit, scoreVisit } from './judge-visit.ts'
import { knownFacts } from './known-facts.ts'
import { findPerson, type KnownPerson, nobodyKnown } from './known-person.ts'
import type { Contact } from './lead-contact.ts'
import { loadToldFacts } from './lead-facts.ts'
import { questionsOf } from './lead-questions.ts'
import { touchOf } from './lead-source.ts'
import { sourceFacts } from './load-source-rules.ts'
import { mergeFacts } from './merge-facts.ts'
import { ownActsOf } from './own-acts.ts'
import { personFacts } from './person-facts.ts'
import { isQualified } from './project-lead.ts'
import { offerWithSlots } from './record-decision.ts'
import { rescoreLead } from './rescore-lead.ts'
import { storeAccepted } from './store-accepted.ts'
import { toLeadRow } from './to-lead-row.ts'

/** Makes or updates the lead of somebody we may write to, and tells of it. Throws LeadRaceError. */
export async function acceptTrustedVisit(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  asked: FromSomebody,
): Promise<AcceptedLead> {
  const { consent, at, step, partial = false } = asked
  const { workspaceId, visitorId } = asked.visit
  const { colleagues, ...glance } = await glanceAt(trx, { workspaceId, visitorId, contact: asked.contact })
  const isNew = !glance.hasLead && asked.leadId === null
  const known = isNew
    ? nobodyKnown(asked.visit)
    : await findPerson(trx, { visit: asked.visit, email: asked.contact.email, leadId: asked.leadId })
  const before = known.lead
  const leadId = before?.id ?? deps.newId()
  const release = judgedBy(asked.visit.release, { id: leadId, createdAt: before?.created_at ?? at })
  const visit: Visit = { ...asked.visit, release }
  const own = ownActsOf(visit, { partial, at })
  const input = { ...asked, visit, behavior: [...asked.behavior, ...own.facts] }

  const { visits, contact, answered } = saidSoFar(input, known)
  const facts = await factsOfPerson(trx, { visit, known, answered, contact, colleagues, at })
  const hasActs = glance.hasActs || known.visitorIds.length > 1 || (await hasActivity(trx, workspaceId))
  const { email } = contact
  const projection = await scoreVisit(trx, deps, { ...input, known, facts, hasActs, colleagues, email })
  const routed = step === null ? null : await routeVisit(trx, deps, { ...input, facts, projection, known })
  if (routed?.counter) input.onDraw(routed.counter)

  // What a robot said of a person is not known of the person.
  const told = known.trusted ? before : null
  const questions = questionsOf(visits)
  const row = { leadId, visit, contact, consent, facts: answered, projection, routed, partial, questions, at }
  const lead = toLeadRow({ ...row, before: told })
  const isTold = await storeAccepted(trx, deps, {
    lead,
    before,
    told,
    visits,
    questions,
    facts: answered,
    projection,
    routed,
    step,
    visit,
    consent,
    acts: own.rows,
  })
  await noteChange(trx, deps, { before: told, after: lead, at })
  await queueLead(trx, lead, at)
  const { visitorIds } = known
  const linked = await linkActivity(trx, { workspaceId, leadId, email, visitorIds })
  const isToldAgain = linked && (await rescoreLead(trx, deps, { workspaceId, leadId, at })).queued
  return {
    leadId,
    outcome: lead.outcome,
    ...(routed ? await offerWithSlots(trx, workspaceId, routed) : {}),
    qualified: isQualified(lead),
    change: before ? 'updated' : 'created',
    queued: isTold || isToldAgain,
  }
}

interface Said {
  /** All conversations, this one last. */
  readonly visits: readonly Visit[]
  readonly contact: Contact
  readonly answered: Facts
}

/** What the person said in this conversation and those before. */
function saidSoFar({ visit, contact }: FromSomebody, known: KnownPerson): Said {
  const visits = [...known.visits, visit]
  const person = known.hasAddresses ? personFacts(visits) : null
  const answered = person?.facts ?? { ...mergeFacts(visits.map(toTold)), 'email.domain': contact.domain }
  return { visits, contact: person?.contact ?? contact, answered }
}

function toTold(visit: Visit) {
  return { flow: visit.flow, facts: visitFacts(visit) }
}

interface Whom extends Omit<Said, 'visits'> {
  readonly visit: Visit
  readonly known: KnownPerson
  readonly colleagues: number
  readonly at: number
}

/** What they said, what others know of them, and what is known of their company. */
async function factsOfPerson(trx: Kysely<Database>, whom: Whom): Promise<Facts> {
  const { visit, known, answered, contact, colleagues, at } = whom
  const { workspaceId, release } = visit
  const told = known.lead ? await loadToldFacts(trx, workspaceId, known.lead.id) : []
  const said = knownFacts(release.flow, answered, told)
  const facts = {
    ...said,
    ...(await accountFacts(trx, { workspaceId, ...contact, colleagues, facts: said, at })),
    ...(await sourceFacts(trx, workspaceId, (known.trusted && known.lead) || touchOf(visit.context))),
  }
  if (colleagues > 0 || facts['account.priority'] === true)
    await noteAccount(trx, { workspaceId, domain: contact.domain, colleagues, at })
  return facts
}
