import type { Kysely } from 'kysely'
import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { scoreTogether } from '../leads/score-together.ts'
import type { CompetitorWorkTable } from '../store/account-tables.ts'
import type { Database } from '../store/schema.ts'
import { isCompetitor } from './account-facts.ts'
import { type AccountRules, forgetAccountRules, loadAccountRules } from './account-rules.ts'
import { compileCompetitorList } from './competitor-list.ts'

type WorkerDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId'>

const POLL_MS = 1_500
/** Leads looked at in one query. */
const PAGE = 500

/**
 * Scores everybody anew whom a change of the list of competitors means: after its commit, a few at a time and quietly, as when
 * another model goes live, so that nobody is alerted and no automation fires. A stop loses nothing. Of several servers each may
 * do it. A run counts the leads whose score, temperature or stage changed.
 */
export function startCompetitorWorker(deps: WorkerDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  return repeat(stopping => workOff(deps, stopping), {
    log: deps.log,
    poll,
    trouble: 'competitors could not be taken out',
  })
}

async function workOff(deps: WorkerDeps, stopping: () => boolean): Promise<number> {
  const waiting = await deps.store.db.selectFrom('competitor_work').selectAll().orderBy('noted_at').execute()
  let changed = 0
  for (const work of waiting) {
    if (stopping()) break
    try {
      changed += await workOn(deps, work, stopping)
    } catch (error) {
      // The others' lists must not wait for it.
      deps.log.error({ err: error, workspace: work.workspace_id }, 'competitors could not be taken out')
    }
  }
  return changed
}

async function workOn(deps: WorkerDeps, work: CompetitorWorkTable, stopping: () => boolean): Promise<number> {
  const { workspace_id: workspaceId, pattern } = work
  const { db } = deps.store
  const competitors = compileCompetitorList([pattern])
  // Another server may have changed the list.
  forgetAccountRules(workspaceId)
  let after = work.after_lead
  let changed = 0
  for (;;) {
    const page = await findLeads(db, { workspaceId, after })
    const { domains } = await loadAccountRules(db, workspaceId)
    const meant = page.filter(lead => isMeant(lead, { competitors, domains })).map(({ id }) => id)
    const scored = await scoreTogether(deps, { workspaceId, leadIds: meant, stopping })
    changed += scored.changed
    if (!scored.done) return changed
    const last = page.at(-1)
    await deps.store.write(trx => noteDone(trx, work, last?.id))
    if (!last || stopping()) return changed
    after = last.id
  }
}

/** How far it is, or that it is done. Who changed the line again meanwhile began the work again. */
async function noteDone(trx: Kysely<Database>, work: CompetitorWorkTable, upTo: string | undefined): Promise<void> {
  const { workspace_id, pattern, noted_at } = work
  if (upTo === undefined) {
    await trx
      .deleteFrom('competitor_work')
      .where('workspace_id', '=', workspace_id)
      .where('pattern', '=', pattern)
      .where('noted_at', '=', noted_at)
      .execute()
    return
  }
  await trx
    .updateTable('competitor_work')
    .set({ after_lead: upTo })
    .where('workspace_id', '=', workspace_id)
    .where('pattern', '=', pattern)
    .where('noted_at', '=', noted_at)
    .execute()
}

interface FoundLead {
  readonly id: string
  readonly email_domain: string
  /** Domains that others told, whoever is believed. */
  readonly told: readonly string[]
}

/** The next leads with whatever other domains were told of them. */
async function findLeads(
  db: Kysely<Database>,
  { workspaceId, after }: { readonly workspaceId: string; readonly after: string },
): Promise<FoundLead[]> {
  const leads = await db
    .selectFrom('leads')
    .select(['id', 'email_domain'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute()
  const [first, last] = [leads.at(0), leads.at(-1)]
  if (!first || !last) return []
  const told = await db
    .selectFrom('lead_facts')
    .select(['lead_id', 'value_json'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '>=', first.id)
    .where('lead_id', '<=', last.id)
    .where('fact', '=', 'company.domain')
    .execute()
  const domains = Map.groupBy(told, ({ lead_id }) => lead_id)
  return leads.map(lead => {
    const rows = domains.get(lead.id) ?? []
    return { ...lead, told: rows.map(({ value_json }) => String(JSON.parse(value_json))) } // written by `saveLeadFacts`
  })
}

function isMeant({ email_domain, told }: FoundLead, rules: Pick<AccountRules, 'competitors' | 'domains'>): boolean {
  return [email_domain, ...told].some(domain => isCompetitor(rules, domain))
}
