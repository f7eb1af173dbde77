import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database, LeadTable } from '../store/schema.ts'
import { tellOfVerdict } from './tell-of-verdict.ts'
import { withVerdicts } from './verdict-columns.ts'

type Stage = LeadTable['stage']

export const REJECT_REASONS = [
  'not_a_fit',
  'no_budget',
  'budget_later',
  'no_authority',
  'no_need',
  'bad_timing',
  'wrong_contact',
  'competitor',
  'duplicate',
  'spam',
  'other',
] as const

export type RejectReason = (typeof REJECT_REASONS)[number]

/** The newest verdict that nobody has taken back. */
export interface Verdict {
  readonly verdict: 'accepted' | 'rejected'
  readonly reason: RejectReason | null
  readonly note: string | null
  /** Name of the person. */
  readonly by: string
  readonly at: number
}

/** Whose lead, and who decides. */
interface Subject {
  readonly workspaceId: string
  readonly leadId: string
  readonly actor: { readonly id: string; readonly name: string }
}

export type Decision =
  | { readonly verdict: 'accepted' }
  | {
      readonly verdict: 'rejected'
      readonly reason: RejectReason
      readonly note?: string | undefined
      readonly hold?: boolean | undefined
    }

/** What the lead's history keeps of a verdict. */
interface VerdictBody {
  readonly from: Stage
  readonly to: Stage
  readonly by: string
  readonly reason?: RejectReason
  readonly note?: string
}

type VerdictDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

const VERDICTS = ['accepted', 'rejected'] as const

/**
 * A person's verdict: accepted = `sal`, rejected = `hold` or `disqualified`. Throws ApiError `not_found`, or `conflict`
 * when the lead has that verdict already or a rule disqualified it.
 */
export async function decideLead(deps: VerdictDeps, subject: Subject & { readonly decision: Decision }): Promise<void> {
  const { workspaceId, leadId, decision } = subject
  await deps.store.write(async unit => {
    const trx = withVerdicts(unit)
    const { stage, verdict } = await lockLead(trx, deps, subject)
    const to = stageAfter(decision, stage)
    if (to === stage && verdict === decision.verdict) throw conflict('This lead has that verdict already.')
    if (verdict === null && stage === 'disqualified')
      throw conflict('A rule of the score model disqualified this lead.')
    const event = await writeEvent(trx, deps, subject, {
      type: decision.verdict,
      body: {
        from: stage,
        to,
        ...(decision.verdict === 'rejected' && {
          reason: decision.reason,
          ...(decision.note && { note: decision.note }),
        }),
      },
    })
    await setStanding(trx, deps, subject, { stage: to, verdict: decision.verdict, verdict_event: event })
    await tellOfVerdict(unit, deps, subject)
  })
  deps.live.publish(workspaceId, { type: 'lead', lead: leadId, change: 'updated' })
  deps.wakeDelivery()
}

/**
 * Takes the newest standing verdict back: the stage before it returns, and the verdict before it stands again.
 * Throws ApiError `not_found`, or `conflict` when there is none.
 */
export async function undoVerdict(deps: VerdictDeps, subject: Subject): Promise<void> {
  const { workspaceId, leadId } = subject
  await deps.store.write(async unit => {
    const trx = withVerdicts(unit)
    const { stage } = await lockLead(trx, deps, subject)
    const standing = await standingVerdicts(trx, subject)
    const newest = standing.pop()
    if (!newest) throw conflict('There is no verdict to take back.')
    // A disqualifier that came in meanwhile stays.
    const to = stage === newest.body.to ? newest.body.from : stage
    await writeEvent(trx, deps, subject, { type: 'undone', body: { from: stage, to } })
    const before = standing.pop()
    await setStanding(trx, deps, subject, {
      stage: to,
      verdict: before?.verdict ?? null,
      verdict_event: before?.id ?? null,
    })
    await tellOfVerdict(unit, deps, subject)
  })
  deps.live.publish(workspaceId, { type: 'lead', lead: leadId, change: 'updated' })
  deps.wakeDelivery()
}

/** The standing verdict in words for the card, or null. */
export async function loadVerdict(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<Verdict | null> {
  const row = await withVerdicts(db)
    .selectFrom('leads')
    .innerJoin('lead_events', join =>
      join
        .onRef('lead_events.workspace_id', '=', 'leads.workspace_id')
        .onRef('lead_events.lead_id', '=', 'leads.id')
        .onRef('lead_events.id', '=', 'leads.verdict_event'),
    )
    .select(['leads.verdict', 'lead_events.at', 'lead_events.body_json'])
    .where('leads.workspace_id', '=', workspaceId)
    .where('leads.id', '=', leadId)
    .executeTakeFirst()
  if (!row?.verdict) return null
  const body = JSON.parse(row.body_json) as VerdictBody // written by `writeEvent` only
  return { verdict: row.verdict, reason: body.reason ?? null, note: body.note ?? null, by: body.by, at: row.at }
}

function stageAfter(decision: Decision, stage: Stage): Stage {
  if (decision.verdict === 'rejected') return decision.hold ? 'hold' : 'disqualified'
  return stage === 'sql' ? 'sql' : 'sal'
}

type Transaction = ReturnType<typeof withVerdicts>

async function lockLead(trx: Transaction, deps: VerdictDeps, { workspaceId, leadId }: Subject) {
  const query = trx
    .selectFrom('leads')
    .select(['stage', 'verdict'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
  // SQLite runs one unit at a time and knows no row locks.
  const lead = await (deps.store.engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
  if (!lead) throw new ApiError('not_found')
  return lead
}

interface Standing {
  readonly stage: Stage
  readonly verdict: Verdict['verdict'] | null
  readonly verdict_event: string | null
}

async function setStanding(trx: Transaction, deps: VerdictDeps, { workspaceId, leadId }: Subject, standing: Standing) {
  await trx
    .updateTable('leads')
    .set({ ...standing, updated_at: deps.now() })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .execute()
}

async function writeEvent(
  trx: Transaction,
  deps: VerdictDeps,
  { workspaceId, leadId, actor }: Subject,
  event: { readonly type: string; readonly body: Omit<VerdictBody, 'by'> },
): Promise<string> {
  const id = deps.newId()
  await trx
    .insertInto('lead_events')
    .values({
      workspace_id: workspaceId,
      lead_id: leadId,
      id,
      type: event.type,
      actor: actor.id,
      body_json: JSON.stringify({ ...event.body, by: actor.name }),
      at: deps.now(),
    })
    .execute()
  return id
}

/** Verdicts that nobody has taken back, oldest first. */
async function standingVerdicts(trx: Transaction, { workspaceId, leadId }: Subject) {
  const events = await trx
    .selectFrom('lead_events')
    .select(['id', 'type', 'body_json'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('type', 'in', [...VERDICTS, 'undone'])
    .orderBy('id')
    .execute()
  const standing: { id: string; verdict: (typeof VERDICTS)[number]; body: VerdictBody }[] = []
  for (const { id, type, body_json } of events) {
    const verdict = VERDICTS.find(name => name === type)
    if (verdict)
      standing.push({ id, verdict, body: JSON.parse(body_json) as VerdictBody }) // written by `writeEvent` only
    else standing.pop()
  }
  return standing
}

function conflict(detail: string): ApiError {
  return new ApiError('conflict', { detail })
}
