import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { isOpen, questionsOf } from './lead-questions.ts'
import { loadLeadSessions, replaySessions, type StoredVisit } from './load-visits.ts'
import type { WholeLead } from './merged-row.ts'
import { type PersonFacts, personFacts } from './person-facts.ts'
import { withVerdicts } from './verdict-columns.ts'

/** Conversations of one person that are put together when leads are merged or split; more than a visit of theirs looks at. */
const CONVERSATIONS = 100

/** A lead with all its columns, kept from other units until this one ends; null when there is none. */
export async function lockWhole(trx: Kysely<Database>, workspaceId: string, leadId: string): Promise<WholeLead | null> {
  const query = withVerdicts(trx)
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
  const lead = await (isPostgres(trx) ? query.forUpdate() : query).executeTakeFirst()
  return (lead as WholeLead | undefined) ?? null // every column is selected
}

export async function storeWhole(trx: Kysely<Database>, lead: WholeLead): Promise<void> {
  const { workspace_id, id, ...values } = lead
  await withVerdicts(trx)
    .updateTable('leads')
    .set(values)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** What the conversations accepted as this lead's say, oldest first. */
export async function tellingsOf(
  trx: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<PersonFacts & { readonly visits: readonly StoredVisit[]; readonly openQuestions: number }> {
  const sessions = await loadLeadSessions(trx, workspaceId, leadId)
  const ids = sessions
    .map(({ id }) => id)
    .sort()
    .slice(-CONVERSATIONS)
  const visits = await replayById(trx, workspaceId, ids)
  return { ...personFacts(visits), visits, openQuestions: questionsOf(visits).filter(isOpen).length }
}

/** What is known of a lead that no conversation told: an imported one. */
export function factsOfRow({ facts_json }: WholeLead): Facts {
  return JSON.parse(facts_json) as Facts // written by the scoring of the lead only
}

async function replayById(trx: Kysely<Database>, workspaceId: string, ids: readonly string[]): Promise<StoredVisit[]> {
  if (ids.length === 0) return []
  const sessions: SessionTable[] = await trx
    .selectFrom('sessions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
  return await replaySessions(trx, workspaceId, sessions)
}
