import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { accountFacts } from '../accounts/account-facts.ts'
import type { Release } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isFreeMail } from './free-mail.ts'
import { knownFacts } from './known-facts.ts'
import { loadToldFacts } from './lead-facts.ts'
import { countColleagues } from './lead-standing.ts'
import { sourceFacts } from './load-source-rules.ts'

/** What is known of a lead now: answers, with what sales and other systems told laid over them, and its company's facts. */
export async function factsOfLead(
  db: Kysely<Database>,
  { lead, release, at }: { readonly lead: LeadTable; readonly release: Pick<Release, 'flow'>; readonly at: number },
): Promise<{ readonly facts: Facts; readonly colleagues: number }> {
  const { workspace_id: workspaceId, email, email_domain: domain } = lead
  const answered = JSON.parse(lead.facts_json) as Facts // written by `toLeadRow`
  const told = knownFacts(release.flow, answered, await loadToldFacts(db, workspaceId, lead.id))
  const freeMail = isFreeMail(told)
  const colleague = { email, domain, freeMail }
  const colleagues = await countColleagues(db, workspaceId, colleague)
  const account = await accountFacts(db, { workspaceId, ...colleague, colleagues, facts: told, at })
  const source = await sourceFacts(db, workspaceId, lead)
  return { facts: { ...told, ...account, ...source }, colleagues }
}
