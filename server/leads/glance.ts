import type { Kysely } from 'kysely'
import { accountOf, domainsOf, loadAccountRules } from '../accounts/account-rules.ts'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'
import type { Contact } from './lead-contact.ts'
import { countColleaguesAt } from './lead-standing.ts'
import { findByOtherAddress } from './resolve-lead.ts'

/** What there is of a person already. */
export interface Glance {
  /** There is a lead with this address, or one that somebody with it was merged into. */
  readonly hasLead: boolean
  /** The visitor did something on the site before. */
  readonly hasActs: boolean
  /** Other leads of the same company: the same business domain or another one of their account, robots left out. */
  readonly colleagues: number
}

/** Looks once for all that a visit may have to take in. Most visitors are new, and nothing else need be read for them. */
export async function glanceAt(
  trx: Kysely<Database>,
  who: {
    readonly workspaceId: string
    readonly visitorId: string
    readonly contact: Pick<Contact, 'email' | 'domain' | 'freeMail'>
  },
): Promise<Glance> {
  const { workspaceId, visitorId, contact } = who
  const { email, freeMail } = contact
  // No lead has an empty domain.
  const domain = freeMail ? '' : contact.domain
  const [row] = await look(trx, { workspaceId, visitorId, email, domain })
  const rules = await loadAccountRules(trx, workspaceId)
  const others = domain === '' ? [] : domainsOf(rules, accountOf(rules, domain)).filter(one => one !== domain)
  const elsewhere = others.length > 0 ? await countColleaguesAt(trx, { workspaceId, email, domains: others }) : 0
  const isMerged = !row?.lead && rules.hasMerged && (await findByOtherAddress(trx, workspaceId, email)) !== null
  return {
    hasLead: Boolean(row?.lead) || isMerged,
    hasActs: Boolean(row?.acts),
    colleagues: Number(row?.colleagues ?? 0) + elsewhere,
  }
}

type Looked = {
  readonly workspaceId: string
  readonly visitorId: string
  readonly email: string
  readonly domain: string
}

// `exists` is a boolean on Postgres and a number on SQLite, a count a text on Postgres.
const look = defineQuery((db, { workspaceId, visitorId, email, domain }: Looked) =>
  db.selectNoFrom(eb => [
    eb
      .exists(
        eb.selectFrom('leads').select('leads.id').where('workspace_id', '=', workspaceId).where('email', '=', email),
      )
      .as('lead'),
    eb
      .exists(
        eb
          .selectFrom('behavior_events')
          .select('behavior_events.id')
          .where('workspace_id', '=', workspaceId)
          .where('visitor_id', '=', visitorId),
      )
      .as('acts'),
    eb
      .selectFrom('leads')
      .leftJoin('sessions', join =>
        join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
      )
      .select(count => count.fn.countAll().as('count'))
      .where('leads.workspace_id', '=', workspaceId)
      .where('leads.email_domain', '=', domain)
      .where('leads.email', '<>', email)
      .where('sessions.quarantine', 'is', null)
      .as('colleagues'),
  ]),
)
