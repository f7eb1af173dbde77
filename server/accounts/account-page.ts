import type { Kysely } from 'kysely'
import { FREE_MAIL } from '#flows/fields/email.ts'
import type { TimelineEntry } from '../leads/lead-card-type.ts'
import { loadDoings } from '../leads/load-doings.ts'
import type { Database } from '../store/schema.ts'
import type { AccountPerson } from './account-people.ts'
import { accountOf, loadAccountRules } from './account-rules.ts'
import type { AccountLine } from './account-score.ts'
import { describeAccounts } from './list-accounts.ts'
import { standingOf } from './refresh-account.ts'

/** Everything about one company. */
export interface AccountPage {
  readonly domain: string
  /** Other domains that belong to it. */
  readonly domains: readonly string[]
  readonly name: string | null
  readonly score: number
  /** They add up to the score. */
  readonly lines: readonly AccountLine[]
  readonly committee: boolean
  readonly committeeUntil: number
  readonly priority: boolean
  /** Pattern that puts it on the priority list; null = its own line or none. */
  readonly priorityBy: string | null
  /** The line that puts it on the list of competitors; null = it is none. */
  readonly competitorBy: string | null
  readonly owner: { readonly id: string; readonly name: string } | null
  readonly people: readonly Omit<AccountPerson, 'modelRevision'>[]
  /** What all of them did, newest first. */
  readonly timeline: readonly (TimelineEntry & { readonly lead: string; readonly who: string })[]
}

/** People whose doings are told, the newest ones, and how much of them. */
const TOLD = 12
const ENTRIES = 120

/** The company with this domain, or one that owns it; null when the workspace has no lead there. */
export async function loadAccountPage(
  db: Kysely<Database>,
  { workspaceId, domain, at }: { readonly workspaceId: string; readonly domain: string; readonly at: number },
): Promise<AccountPage | null> {
  if (FREE_MAIL.has(domain)) return null
  const rules = await loadAccountRules(db, workspaceId)
  const account = accountOf(rules, domain)
  const standing = await standingOf(db, { workspaceId, account, at })
  if (standing.people.length === 0) return null
  const { domains, score, lines, committee, committeeUntil, priority, people } = standing
  const others = domains.slice(1)
  const newestAt = Math.max(...people.map(({ seenAt }) => seenAt))
  const row = { domain: account, domains: others, people: standing.counted, score, committee, priority, newestAt }
  const [described] = await describeAccounts(db, workspaceId, [row])
  const by = domains.map(one => rules.priority.match(one)).find(pattern => pattern !== null) ?? null
  return {
    domain: account,
    domains: others,
    name: described?.name ?? null,
    score,
    lines,
    committee,
    committeeUntil,
    priority,
    priorityBy: by?.includes('*') ? by : null,
    competitorBy: domains.map(one => rules.competitors.match(one)).find(pattern => pattern !== null) ?? null,
    owner: described?.owner ?? null,
    people: people.map(({ modelRevision: _model, ...person }) => person),
    timeline: await timelineOf(db, workspaceId, people),
  }
}

async function timelineOf(
  db: Kysely<Database>,
  workspaceId: string,
  people: readonly AccountPerson[],
): Promise<AccountPage['timeline']> {
  const newest = people.toSorted((a, b) => b.seenAt - a.seenAt).slice(0, TOLD)
  const told: AccountPage['timeline'][number][] = []
  const leads = await db
    .selectFrom('leads')
    .select(['workspace_id', 'id', 'session_id', 'visitor_id', 'email', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      'in',
      newest.map(({ id }) => id),
    )
    .execute()
  for (const lead of leads) {
    const { timeline } = await loadDoings(db, lead)
    for (const entry of timeline.slice(-ENTRIES)) told.push({ ...entry, lead: lead.id, who: lead.name ?? lead.email })
  }
  return told.sort((a, b) => b.at - a.at).slice(0, ENTRIES)
}
