import { Hono } from 'hono'
import { z } from 'zod'
import { loadAccountPage } from '../../../accounts/account-page.ts'
import { accountOf, forgetAccountRules, loadAccountRules } from '../../../accounts/account-rules.ts'
import { describeAccounts, findAccounts } from '../../../accounts/list-accounts.ts'
import { MOST_DOMAINS, saveDomains } from '../../../accounts/save-domains.ts'
import { setPriority } from '../../../accounts/save-priority.ts'
import { requirePermission } from '../../../auth/require-role.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError } from '../../../errors.ts'
import type { AccountPage, AccountsPage, AccountsQuery, DomainsRequest, PriorityRequest } from '../account-types.ts'
import { csvLine } from '../leads/csv-cell.ts'
import { type Accepts, body, query } from '../request-parts.ts'
import type { StudioEnv } from '../studio-env.ts'

const PAGE = 50

const yes = z.literal('yes').optional()
const accountsQuery = z.strictObject({
  q: z.string().trim().max(200).optional(),
  priority: yes,
  committee: yes,
  sort: z.enum(['score', 'people', 'newest', 'domain']).default('score'),
  from: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .optional(),
}) satisfies Accepts<AccountsQuery>
const domainsRequest = z.strictObject({
  domains: z.array(z.string().trim().min(1).max(300)).max(MOST_DOMAINS).readonly(),
}) satisfies Accepts<DomainsRequest>
const priorityRequest = z.strictObject({ listed: z.boolean() }) satisfies Accepts<PriorityRequest>

/** The companies behind the leads. */
export function accountRoutes(deps: Deps) {
  const { db, reports } = deps.store

  async function pageOf(workspaceId: string, domain: string): Promise<AccountPage> {
    const page = await loadAccountPage(db, { workspaceId, domain: domain.toLowerCase(), at: deps.now() })
    if (!page) throw new ApiError('not_found')
    return page
  }

  return new Hono<StudioEnv>()
    .get('/accounts', query(accountsQuery), async c => {
      const { workspaceId } = c.get('member')
      const { q, priority, committee, sort, from = 0 } = c.req.valid('query')
      const filter = { q, priority: priority === 'yes', committee: committee === 'yes' }
      const found = await findAccounts(reports, { workspaceId, filter, sort, at: deps.now() })
      const end = from + PAGE
      return c.json<AccountsPage>({
        accounts: await describeAccounts(reports, workspaceId, found.slice(from, end)),
        count: found.length,
        next: found.length > end ? end : null,
        priorityLines: (await loadAccountRules(db, workspaceId)).priority.size,
      })
    })
    .get('/accounts.csv', requirePermission('export_leads'), async c => {
      const { workspaceId } = c.get('member')
      const at = deps.now()
      const found = await findAccounts(reports, { workspaceId, filter: {}, sort: 'score', at })
      const pieces = [
        csvLine(['domain', 'other_domains', 'name', 'people', 'score', 'committee', 'priority', 'owner', 'newest']),
      ]
      for (let from = 0; from < found.length; from += 500) {
        const rows = await describeAccounts(reports, workspaceId, found.slice(from, from + 500))
        for (const row of rows) {
          const { domain, domains, name, people, score, committee, priority, owner, newestAt } = row
          const day = new Date(newestAt).toISOString()
          const flags = [committee ? 'yes' : 'no', priority ? 'yes' : 'no']
          pieces.push(csvLine([domain, domains.join(' '), name, people, score, ...flags, owner?.name ?? null, day]))
        }
      }
      return new Response(`\uFEFF${pieces.join('')}`, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="parley-accounts-${new Date(at).toISOString().slice(0, 10)}.csv"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      })
    })
    .get('/accounts/:domain', async c => {
      return c.json<AccountPage>(await pageOf(c.get('member').workspaceId, c.req.param('domain')))
    })
    .put('/accounts/:domain/domains', requirePermission('edit_flows'), body(domainsRequest), async c => {
      const { workspaceId } = c.get('member')
      const { domain } = await pageOf(workspaceId, c.req.param('domain'))
      const { domains } = c.req.valid('json')
      await deps.store.write(trx => saveDomains(trx, { workspaceId, account: domain, domains, at: deps.now() }))
      forgetAccountRules(workspaceId)
      return c.json<AccountPage>(await pageOf(workspaceId, domain))
    })
    .put('/accounts/:domain/priority', requirePermission('edit_flows'), body(priorityRequest), async c => {
      const { workspaceId, userId } = c.get('member')
      const { domain, priorityBy } = await pageOf(workspaceId, c.req.param('domain'))
      const { listed } = c.req.valid('json')
      await deps.store.write(trx =>
        setPriority(trx, {
          workspaceId,
          domain: domain,
          listed,
          byPattern: priorityBy !== null,
          actor: userId,
          at: deps.now(),
        }),
      )
      forgetAccountRules(workspaceId)
      return c.json<AccountPage>(await pageOf(workspaceId, accountOf(await loadAccountRules(db, workspaceId), domain)))
    })
}
