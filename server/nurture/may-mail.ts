import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { isHeldBack } from '../leads/is-held-back.ts'
import { loadLeadSessions } from '../leads/load-visits.ts'
import { loadRelease, type Release } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { MailTemplateTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadToldOf } from './condition-facts.ts'
import { marketingConsent } from './marketing-consent.ts'
import { hashAddress, isSuppressed } from './suppression.ts'

/** Why a lead gets no mail, as a stable slug. */
export type MailRefusal =
  | 'consent_withdrawn'
  | 'unsubscribed'
  | 'no_marketing_consent'
  | 'answer_too_late'
  | 'held_back'

/** A direct answer comes while it still is one. */
export const ANSWER_DAYS = 14
const DAY_MS = 86_400_000
/** Conversations of one lead that are looked at, the newest ones. */
const MOST_SESSIONS = 50

interface MailQuestion {
  readonly lead: LeadTable
  readonly purpose: MailTemplateTable['purpose']
  readonly secret: string
  readonly now: number
}

/**
 * Whether a lead may be written to, or why not. Nobody who unsubscribed or took the consent for contact back gets anything;
 * marketing needs a consent of its own; a direct answer needs that for contact, and comes within 14 days of what was asked.
 */
export async function mayMail(
  db: Kysely<Database>,
  { lead, purpose, secret, now }: MailQuestion,
): Promise<MailRefusal | null> {
  if (lead.consent_json === null) return 'consent_withdrawn'
  if (await hasUnsubscribed(db, lead, secret)) return 'unsubscribed'
  if (await isHeldBack(db, lead)) return 'held_back'
  if (purpose === 'answer') return now - (await lastSaidAt(db, lead)) > ANSWER_DAYS * DAY_MS ? 'answer_too_late' : null
  return (await agreedToMarketing(db, lead)) ? null : 'no_marketing_consent'
}

/** By our own link, or as the company's mail system told. */
async function hasUnsubscribed(db: Kysely<Database>, lead: LeadTable, secret: string): Promise<boolean> {
  const workspaceId = lead.workspace_id
  if (await isSuppressed(db, { workspaceId, emailHash: hashAddress(secret, lead.email) })) return true
  const told = await db
    .selectFrom('activity_events')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('type', 'in', ['email_unsubscribed', 'email_complained'])
    .where('ignored', 'is', null)
    .where(eb => eb.or([eb('lead_id', '=', lead.id), eb('email', '=', lead.email)]))
    // Who undid it with our own link agreed again: that act has our own id.
    .where('id', 'not like', `${UNSUBSCRIBED_HERE}%`)
    .limit(1)
    .executeTakeFirst()
  return told !== undefined
}

/** What begins the id of the act by which somebody unsubscribed with our own link: `mail_suppressions` is what counts there. */
export const UNSUBSCRIBED_HERE = 'nurture:unsubscribed:'

async function lastSaidAt(db: Kysely<Database>, lead: LeadTable): Promise<number> {
  const sessions = await loadSessionsOf(db, lead)
  return Math.max(lead.created_at, ...sessions.map(session => session.updated_at))
}

/** The newest answer to a question for consent to marketing; what people or other systems said of it beats the answers. */
async function agreedToMarketing(db: Kysely<Database>, lead: LeadTable): Promise<boolean> {
  const told = (await loadToldOf(db, lead.workspace_id, [lead.id])).get(lead.id) ?? {}
  const answers = JSON.parse(lead.facts_json) as Facts // written by `toLeadRow` only
  const releases: Release[] = []
  for (const id of await releasesOf(db, lead)) {
    const release = await loadRelease(db, lead.workspace_id, id)
    if (release) releases.push(release)
  }
  return marketingConsent({ told, answers, releases }) === true
}

/** Newest first. */
async function releasesOf(db: Kysely<Database>, lead: LeadTable): Promise<string[]> {
  const sessions = await loadSessionsOf(db, lead)
  return [...new Set([lead.release_id, ...sessions.map(row => row.release_id)])]
}

/** By the decisions that were taken for the lead: an index knows those. */
async function loadSessionsOf(db: Kysely<Database>, lead: LeadTable) {
  const ids = (await loadLeadSessions(db, lead.workspace_id, lead.id)).slice(0, MOST_SESSIONS).map(({ id }) => id)
  return await db
    .selectFrom('sessions')
    .select(['release_id', 'updated_at'])
    .where('workspace_id', '=', lead.workspace_id)
    .where('id', 'in', [lead.session_id, ...ids])
    .orderBy('id', 'desc')
    .execute()
}
