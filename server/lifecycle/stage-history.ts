import type { Kysely } from 'kysely'
import type { RejectReason } from '#flows/reject-reasons.ts'
import type { Deps } from '../deps.ts'
import { queueAccepted } from '../hand-over/queue-accepted.ts'
import { withVerdicts } from '../leads/verdict-columns.ts'
import { noteMove } from '../nurture/note-change.ts'
import type { Stage } from '../scoring/stage.ts'
import type { Database } from '../store/schema.ts'

/** Whose lead, and who acts: a person, or an API key. */
export interface Subject {
  readonly workspaceId: string
  readonly leadId: string
  readonly actor: { readonly id: string; readonly name: string }
}

/** What the history of a lead keeps of a move that the rules did not make. */
export interface MoveBody {
  readonly from: Stage
  readonly to: Stage
  /** Name of who moved it. */
  readonly by: string
  readonly reason?: RejectReason | string
  readonly note?: string
  /** A person moved it, so that it can be taken back. */
  readonly manual?: true
  /** It comes with this verdict, which stands in a row of its own. */
  readonly verdict?: 'accepted' | 'rejected'
  /** Disqualifiers of the score model that it overruled, by id. */
  readonly overruled?: readonly string[]
  /** It takes a move back. */
  readonly undone?: true
  /** Ids of outcomes that were recorded with it. */
  readonly outcome?: string
}

/** A verdict or a move of a person that nobody has taken back. */
export interface StandingMove {
  readonly id: string
  readonly actor: string
  readonly verdict: 'accepted' | 'rejected' | null
  readonly body: MoveBody
}

type MoveDeps = Pick<Deps, 'now' | 'newId'>

export async function writeMove(
  trx: Kysely<Database>,
  deps: MoveDeps,
  { workspaceId, leadId, actor }: Subject,
  event: { readonly type: 'accepted' | 'rejected' | 'undone' | 'stage_changed'; readonly body: Omit<MoveBody, 'by'> },
): Promise<string> {
  const id = deps.newId()
  const body_json = JSON.stringify({ ...event.body, by: actor.name })
  const row = { workspace_id: workspaceId, lead_id: leadId, id, type: event.type, actor: actor.id, body_json }
  await trx
    .insertInto('lead_events')
    .values({ ...row, at: deps.now() })
    .execute()
  return id
}

/** Verdicts and moves of people that nobody has taken back, oldest first. */
export async function standingMoves(
  trx: Kysely<Database>,
  { workspaceId, leadId }: Pick<Subject, 'workspaceId' | 'leadId'>,
): Promise<StandingMove[]> {
  const events = await trx
    .selectFrom('lead_events')
    .select(['id', 'type', 'actor', 'body_json'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('type', 'in', ['accepted', 'rejected', 'stage_changed', 'undone'])
    .orderBy('id')
    .execute()
  const standing: StandingMove[] = []
  for (const { id, type, actor, body_json } of events) {
    const body = JSON.parse(body_json) as MoveBody // written by `writeMove` and `historyRows` only
    if (type === 'undone') standing.pop()
    else if (type === 'accepted' || type === 'rejected') standing.push({ id, actor, verdict: type, body })
    else if (body.manual) standing.push({ id, actor, verdict: null, body })
  }
  return standing
}

export interface NewStanding {
  readonly stage: Stage
  readonly verdict: 'accepted' | 'rejected' | null
  readonly verdict_event: string | null
  /** Who put it there; null = the rules. */
  readonly stage_by: string | null
}

/** Puts a lead into a stage; the time in it counts from now if it is another than before. */
export async function setStanding(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { workspaceId, leadId }: Pick<Subject, 'workspaceId' | 'leadId'>,
  { before, ...standing }: NewStanding & { readonly before: Stage },
): Promise<void> {
  const at = deps.now()
  await withVerdicts(trx)
    .updateTable('leads')
    .set({ ...standing, updated_at: at, ...(before === standing.stage ? {} : { stage_since: at }) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .execute()
  await noteMove(trx, deps, { workspaceId, leadId }, { from: before, at })
  if (standing.stage === 'sal' && before !== 'sal')
    await queueAccepted(trx, deps, { workspaceId, leadId, by: standing.stage_by, at })
}
