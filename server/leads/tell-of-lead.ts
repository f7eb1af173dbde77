import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { enqueueDeliveries, firstDeliveries } from '../delivery/enqueue.ts'
import type { Deps } from '../deps.ts'
import type { HandOverWhy, PayloadHandOver } from '../hand-over/hand-over-type.ts'
import type { LedgerLine } from '../scoring/ledger.ts'
import type { NewRows } from '../sessions/define-insert.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadCardBooking } from './card-booking.ts'
import type { CardAnswer, CardBooking, CardQuestion } from './lead-card-type.ts'
import { isNews } from './lead-changes.ts'
import { loadToldFacts, type ToldFact } from './lead-facts.ts'
import { toLeadPayload } from './lead-payload.ts'
import { isQualified } from './project-lead.ts'

type TellDeps = Pick<Deps, 'now' | 'newId'>

interface News {
  /** As the destinations were told last; null = they know nothing of the lead yet. */
  readonly before: LeadTable | null
  readonly after: LeadTable
  readonly lines: readonly LedgerLine[]
  readonly answers: readonly CardAnswer[]
  readonly questions: readonly CardQuestion[]
  /** Of the lead's row; left out = to be read from it. */
  readonly facts?: Facts
  /** Ids that name the lead too. */
  readonly aliases?: readonly string[]
  /** Why it is given to somebody in a moment, which is news of its own. */
  readonly handOver?: HandOverWhy | null
}

/** Queues what the destinations should hear of a lead they may know, if anything; says whether a delivery waits. */
export async function tellOfLead(trx: Kysely<Database>, deps: TellDeps, news: News): Promise<boolean> {
  const { before, after } = news
  // Who took the consent back is told of to nobody; once it is given again, as if for the first time.
  if (after.consent_json === null) return false
  const event = eventFor(before?.consent_json ? before : null, after)
  if (!event) return false
  const told = toEnqueue(news, before ? await loadBeside(trx, after) : NOTHING)
  if ((await enqueueDeliveries(trx, deps, { ...told, event })) > 0) return true
  // They were told so long ago, and something else in between.
  if (event === 'lead.updated' || !before || !isNews(before, after)) return false
  return (await enqueueDeliveries(trx, deps, { ...told, event: 'lead.updated' })) > 0
}

/** What the destinations should hear of a lead that is made just now: to be stored with it. */
export async function tellOfNewLead(
  trx: Kysely<Database>,
  deps: TellDeps,
  news: Omit<News, 'before'>,
): Promise<readonly NewRows[]> {
  const event = eventFor(null, news.after)
  return event ? [await firstDeliveries(trx, deps, { ...toEnqueue(news, NOTHING), event })] : []
}

/** What is kept beside a lead: nothing of a new one. */
interface Beside {
  readonly booking: CardBooking | null
  readonly told: readonly ToldFact[]
}

const NOTHING: Beside = { booking: null, told: [] }

async function loadBeside(trx: Kysely<Database>, { workspace_id, id }: LeadTable): Promise<Beside> {
  return { booking: await loadCardBooking(trx, workspace_id, id), told: await loadToldFacts(trx, workspace_id, id) }
}

function toEnqueue(
  { after, lines, answers, questions, facts, aliases, handOver = null }: Omit<News, 'before'>,
  { booking, told }: Beside,
) {
  const due: PayloadHandOver | null = handOver && { status: 'due', why: handOver }
  const payload = {
    ...toLeadPayload(after, lines, answers, booking, questions, {
      told,
      ...(facts && { facts }),
      ...(aliases && { aliases }),
    }),
    ...(due && { handOver: due }),
  }
  return { workspaceId: after.workspace_id, leadId: after.id, payload }
}

/** Students, competitors and customers are nobody's lead: told of only if they were taken for one before. */
function eventFor(before: LeadTable | null, after: LeadTable) {
  const qualified = isQualified(after)
  if (!before || before.stage === 'disqualified') {
    return after.stage === 'disqualified' ? null : qualified ? 'lead.qualified' : 'lead.captured'
  }
  if (qualified && !isQualified(before)) return 'lead.qualified'
  return isNews(before, after) ? 'lead.updated' : null
}
