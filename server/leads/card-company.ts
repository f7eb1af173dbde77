import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { countingPeople } from '../accounts/account-people.ts'
import { accountOf, loadAccountRules } from '../accounts/account-rules.ts'
import { standingOf } from '../accounts/refresh-account.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isFreeMail } from './free-mail.ts'
import type { CardCompany } from './lead-card-type.ts'

/** Colleagues that a card shows, the newest ones. */
const SHOWN = 20

/** The company behind a lead, and who else is there. */
export async function loadCardCompany(db: Kysely<Database>, lead: LeadTable, at: number): Promise<CardCompany> {
  const facts = JSON.parse(lead.facts_json) as Facts // written by `toLeadRow` only
  const freeMail = isFreeMail(facts)
  const company = { name: lead.company, domain: lead.email_domain, freeMail }
  if (freeMail) return { ...company, account: null, colleagues: [] }
  const workspaceId = lead.workspace_id
  const account = accountOf(await loadAccountRules(db, workspaceId), lead.email_domain)
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
