import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { competitorFacts } from '../accounts/account-facts.ts'
import { countingPeople } from '../accounts/account-people.ts'
import { accountOf, loadAccountRules } from '../accounts/account-rules.ts'
import { standingOf } from '../accounts/refresh-account.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isFreeMail } from './free-mail.ts'
import type { CardCompany } from './lead-card-type.ts'
import { loadLeadFacts } from './lead-facts.ts'

/** Colleagues that a card shows, the newest ones. */
const SHOWN = 20

/** The company behind a lead, and who else is there. */
export async function loadCardCompany(db: Kysely<Database>, lead: LeadTable, at: number): Promise<CardCompany> {
  const facts = JSON.parse(lead.facts_json) as Facts // written by `toLeadRow` only
  const freeMail = isFreeMail(facts)
  const workspaceId = lead.workspace_id
  const rules = await loadAccountRules(db, workspaceId)
  const told = await loadLeadFacts(db, workspaceId, lead.id)
  const domains = [freeMail ? '' : lead.email_domain, told['company.domain']]
  const competitor = competitorFacts(rules, domains)['account.competitor'] === true
  const company = { name: lead.company, domain: lead.email_domain, freeMail, competitor }
  if (freeMail) return { ...company, account: null, colleagues: [] }
  const account = accountOf(rules, lead.email_domain)
  const { people, score, committee, priority } = await standingOf(db, { workspaceId, account, at })
  return {
    ...company,
    account: { domain: account, people: countingPeople(people).length, score, committee, priority },
    colleagues: people
      .filter(({ id }) => id !== lead.id)
      .toSorted((a, b) => b.seenAt - a.seenAt)
      .slice(0, SHOWN)
      .map(({ id, name, email, score: points, temperature, stage, seenAt }) => {
        return { id, name, email, score: points, temperature, stage, seenAt }
      }),
  }
}
