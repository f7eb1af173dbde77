import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import { loadRelease, type Release } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { LaterDecisionColumns } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadToldOf } from './condition-facts.ts'
import { loadLiveReleases } from './load-named.ts'
import { marketingConsent, marketingFields } from './marketing-consent.ts'
import { ANSWER_DAYS, UNSUBSCRIBED_HERE } from './may-mail.ts'
import { hashAddress } from './suppression.ts'

/** How many leads mails may be written to, and why not the rest: each lead counts for the first reason that holds. */
export interface Reach {
  readonly leads: number
  /** False when there were too many leads to look at all: the newest ones were. */
  readonly exact: boolean
  readonly marketing: {
    readonly may: number
    readonly not: Readonly<Record<'withdrawn' | 'unsubscribed' | 'held_back' | 'said_no' | 'never_asked', number>>
  }
  /** Who may get a direct answer now. */
  readonly answer: { readonly may: number }
  /** Published flows that ask for a consent to contact and not for one to marketing mail. */
  readonly notAsking: readonly { readonly id: string; readonly name: string }[]
}

const PAGE = 500
const MOST = 20_000
const DAY_MS = 86_400_000

/** The same questions as `mayMail`, for all leads of a workspace at once. Meant for `store.reports`: it reads many rows. */
export async function loadReach(
  { store: { reports: db }, config, now }: Pick<Deps, 'store' | 'config' | 'now'>,
  workspaceId: string,
): Promise<Reach> {
  const not = { withdrawn: 0, unsubscribed: 0, held_back: 0, said_no: 0, never_asked: 0 }
  const sum = { leads: 0, marketing: 0, answer: 0 }
  const at = now()
  let before: string | undefined
  let exact = false
  while (sum.leads < MOST) {
    const page = await readPage(db, workspaceId, before)
    const known = await lookAt(db, page, config.secret)
    for (const lead of page) {
      const { refusal, consent, lastSaidAt } = known(lead)
      sum.leads += 1
      if (refusal) {
        not[refusal] += 1
        continue
      }
      if (at - lastSaidAt <= ANSWER_DAYS * DAY_MS) sum.answer += 1
      if (consent === true) sum.marketing += 1
      else not[consent === null ? 'never_asked' : 'said_no'] += 1
    }
    exact = page.length < PAGE
    if (exact) break
    before = page.at(-1)?.id
  }
  return {
    leads: sum.leads,
    exact,
    marketing: { may: sum.marketing, not },
    answer: { may: sum.answer },
    notAsking: await loadNotAsking(db, workspaceId),
  }
}

interface PageLead
  extends Pick<
    LeadTable,
    'workspace_id' | 'id' | 'email' | 'release_id' | 'facts_json' | 'consent_json' | 'created_at'
  > {
  readonly quarantine: string | null
}

async function readPage(db: Kysely<Database>, workspaceId: string, before: string | undefined): Promise<PageLead[]> {
  let query = db
    .selectFrom('leads')
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .select(['leads.workspace_id', 'leads.id', 'leads.email', 'leads.release_id', 'leads.facts_json'])
    .select(['leads.consent_json', 'leads.created_at', 'sessions.quarantine'])
    .where('leads.workspace_id', '=', workspaceId)
    .orderBy('leads.id', 'desc')
    .limit(PAGE)
  if (before !== undefined) query = query.where('leads.id', '<', before)
  return await query.execute()
}

interface Looked {
  readonly refusal: 'withdrawn' | 'unsubscribed' | 'held_back' | null
  readonly consent: boolean | null
  readonly lastSaidAt: number
}

/** What must be known of the leads of a page, by a handful of queries for all of them. */
async function lookAt(
  db: Kysely<Database>,
  page: readonly PageLead[],
  secret: string,
): Promise<(lead: PageLead) => Looked> {
  const [first] = page
  const ids = page.map(({ id }) => id)
  const told = first ? await loadToldOf(db, first.workspace_id, ids) : new Map<string, Facts>()
  const out = await loadUnsubscribed(db, page, secret)
  const visits = await loadVisitsOf(db, page)
  const releases = await loadReleases(db, page, visits)
  return lead => {
    const own = visits.get(lead.id) ?? []
    const refusal =
      lead.consent_json === null
        ? 'withdrawn'
        : out.has(lead.id)
          ? 'unsubscribed'
          : lead.quarantine !== null
            ? 'held_back'
            : null
    return {
      refusal,
      consent: marketingConsent({
        told: told.get(lead.id) ?? {},
        answers: JSON.parse(lead.facts_json) as Facts, // written by `toLeadRow` only
        releases: [...new Set([lead.release_id, ...own.map(({ release_id }) => release_id)])].flatMap(
          id => releases.get(id) ?? [],
        ),
      }),
      lastSaidAt: Math.max(lead.created_at, ...own.map(({ updated_at }) => updated_at)),
    }
  }
}

async function loadUnsubscribed(
  db: Kysely<Database>,
  page: readonly PageLead[],
  secret: string,
): Promise<ReadonlySet<string>> {
  const [first] = page
  if (!first) return new Set()
  const hashes = new Map(page.map(({ email }) => [hashAddress(secret, email), email]))
  const suppressed = await db
    .selectFrom('mail_suppressions')
    .select('email_hash')
    .where('workspace_id', '=', first.workspace_id)
    .where('email_hash', 'in', [...hashes.keys()])
    .execute()
  const out = new Set(suppressed.map(({ email_hash }) => hashes.get(email_hash)))
  const told = await db
    .selectFrom('activity_events')
    .select(['lead_id', 'email'])
    .where('workspace_id', '=', first.workspace_id)
    .where('type', 'in', ['email_unsubscribed', 'email_complained'])
    .where('ignored', 'is', null)
    .where('id', 'not like', `${UNSUBSCRIBED_HERE}%`)
    .where(eb =>
      eb.or([
        eb(
          'lead_id',
          'in',
          page.map(({ id }) => id),
        ),
        eb(
          'email',
          'in',
          page.map(({ email }) => email),
        ),
      ]),
    )
    .execute()
  const leads = new Set(told.map(({ lead_id }) => lead_id))
  for (const { email } of told) if (email !== null) out.add(email)
  return new Set(page.filter(({ id, email }) => leads.has(id) || out.has(email)).map(({ id }) => id))
}

interface VisitOf {
  readonly lead_id: string
  readonly release_id: string
  readonly updated_at: number
}

/** Newest first, by lead. */
async function loadVisitsOf(
  db: Kysely<Database>,
  page: readonly PageLead[],
): Promise<ReadonlyMap<string, readonly VisitOf[]>> {
  const [first] = page
  if (!first) return new Map()
  const rows = await db
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .selectFrom('routing_decisions')
    .innerJoin('sessions', join =>
      join
        .onRef('sessions.workspace_id', '=', 'routing_decisions.workspace_id')
        .onRef('sessions.id', '=', 'routing_decisions.session_id'),
    )
    .select(['routing_decisions.lead_id', 'sessions.release_id', 'sessions.updated_at'])
    .where('routing_decisions.workspace_id', '=', first.workspace_id)
    .where(
      'routing_decisions.lead_id',
      'in',
      page.map(({ id }) => id),
    )
    .where('routing_decisions.kind', '=', 'conversation')
    .orderBy('sessions.id', 'desc')
    .execute()
  return Map.groupBy(rows, row => row.lead_id)
}

async function loadReleases(
  db: Kysely<Database>,
  page: readonly PageLead[],
  visits: ReadonlyMap<string, readonly VisitOf[]>,
): Promise<ReadonlyMap<string, Release>> {
  const [first] = page
  const ids = new Set([...page.map(lead => lead.release_id), ...[...visits.values()].flat().map(row => row.release_id)])
  const releases = new Map<string, Release>()
  for (const id of ids) {
    const release = first && (await loadRelease(db, first.workspace_id, id))
    if (release) releases.set(id, release)
  }
  return releases
}

/** A flow that asks for no consent at all makes no leads that could be written to. */
async function loadNotAsking(db: Kysely<Database>, workspaceId: string): Promise<Reach['notAsking']> {
  return (await loadLiveReleases(db, workspaceId))
    .filter(({ flow }) => marketingFields(flow).length === 0)
    .filter(({ flow }) => Object.values(flow.fields).some(field => field.kind === 'consent'))
    .map(({ flowId, flow }) => ({ id: flowId, name: flow.name }))
}
