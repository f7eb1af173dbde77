import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { lockStanding, standingAfter, takeBackNewest } from '../leads/decide-lead.ts'
import { tellOfVerdict } from '../leads/tell-of-verdict.ts'
import type { Stage } from '../scoring/stage.ts'
import type { Database } from '../store/schema.ts'
import { scoreAfterMove } from './score-after-move.ts'
import { type MoveBody, type Subject, setStanding, standingMoves, writeMove } from './stage-history.ts'

/**
 * What an outcome made of the lead that it was told of by mistake, once it is told of another: the lead stands where it stood
 * unless somebody or something moved it since, is scored without what the outcome settled, and those who heard of it hear
 * again. Inside the caller's unit.
 */
export async function leaveWrongLead(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  subject: Subject,
  outcome: string,
): Promise<void> {
  const { stage } = await lockStanding(trx, subject)
  const isMoved = await returnFrom(trx, deps, subject, { outcome, stage })
  await scoreAfterMove(trx, deps, subject)
  if (isMoved) await tellOfVerdict(trx, deps, subject)
}

async function returnFrom(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  subject: Subject,
  { outcome, stage }: { readonly outcome: string; readonly stage: Stage },
): Promise<boolean> {
  const standing = await standingMoves(trx, subject)
  const verdict = standing.at(-1)
  if (verdict?.body.outcome === outcome && verdict.body.to === stage) {
    await takeBackNewest(trx, deps, subject, { standing, stage })
    return true
  }
  const newest = await newestMove(trx, subject)
  if (newest?.outcome !== outcome || newest.to !== stage || newest.undone) return false
  const { from, to } = newest
  await writeMove(trx, deps, subject, { type: 'stage_changed', body: { from: to, to: from, undone: true, outcome } })
  await setStanding(trx, deps, subject, { before: to, stage: from, ...standingAfter(standing) })
  return true
}

async function newestMove(
  trx: Kysely<Database>,
  { workspaceId, leadId }: Pick<Subject, 'workspaceId' | 'leadId'>,
): Promise<MoveBody | null> {
  const row = await trx
    .selectFrom('lead_events')
    .select('body_json')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('type', '=', 'stage_changed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? (JSON.parse(row.body_json) as MoveBody) : null // written by `writeMove` and `historyRows` only
}
