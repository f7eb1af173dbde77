import type { Kysely } from 'kysely'
import { FREE_MAIL } from '#flows/fields/email.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { accountOf, domainsOf, readAccountRules } from './account-rules.ts'
import { noteAccounts } from './note-matching.ts'
import { readPattern } from './priority-list.ts'

/** Domains of one company besides its own. */
export const MOST_DOMAINS = 50

/**
 * Says which other domains belong to a company, inside the caller's unit: subsidiaries, older names. People there are its
 * people from now on. After the commit, `forgetAccountRules`. Throws ApiError `invalid_body` for what is no domain, a free-mail domain, or one of another company.
 */
export async function saveDomains(
  trx: Kysely<Database>,
  input: {
    readonly workspaceId: string
    readonly account: string
    readonly domains: readonly string[]
    readonly at: number
  },
): Promise<void> {
  const { workspaceId, at } = input
  const rules = await readAccountRules(trx, workspaceId)
  const account = accountOf(rules, input.account)
  const before = domainsOf(rules, account).slice(1)
  const wanted = input.domains.map((given, index) => {
    const domain = readPattern(given)
    const refuse = (code: string, message: string) =>
      new ApiError('invalid_body', { errors: [{ pointer: `/domains/${index}`, code, message }] })
    if (domain === null || domain.includes('*')) throw refuse('domain', `“${given.slice(0, 60)}” is not a domain.`)
    if (FREE_MAIL.has(domain)) throw refuse('free_mail', `Anybody can have a mailbox at ${domain}.`)
    if (domain === account) throw refuse('own', `${domain} is the company itself.`)
    const owner = rules.domains.get(domain)
    if (owner !== undefined && owner !== account) throw refuse('taken', `${domain} belongs to ${owner}.`)
    if (domainsOf(rules, domain).length > 1) throw refuse('taken', `${domain} has domains of its own.`)
    return domain
  })
  await trx
    .deleteFrom('account_domains')
    .where('workspace_id', '=', workspaceId)
    .where('account', '=', account)
    .execute()
  for (const domain of new Set(wanted)) {
    await trx.insertInto('account_domains').values({ workspace_id: workspaceId, domain, account }).execute()
  }
  // By their own names: those that leave are companies again, those that come are none any more.
  await noteAccounts(trx, { workspaceId, domains: [account, ...before, ...wanted], at })
  await trx
    .deleteFrom('accounts')
    .where('workspace_id', '=', workspaceId)
    .where('domain', 'in', [...wanted, account])
    .where('domain', '<>', account)
    .execute()
}
