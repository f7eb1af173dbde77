import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Routed } from '../routing/route.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { HandOverActor, HandOverWhy } from './hand-over-type.ts'

/** Body of the `assigned` event of an owner that came after the conversation. */
export interface OwnerHistory {
  readonly kind: 'later' | 'manual' | 'undone'
  readonly why: HandOverWhy
  readonly owner: string | null
  readonly name: string | null
  /** Name of who had it; null = nobody. */
  readonly from: string | null
  /** Name of who did it; null = the rules. */
  readonly by: string | null
  readonly team: string | null
  readonly rule: string
  readonly dueAt: number | null
  readonly reason: string
}

interface Told {
  /** As it was. */
  readonly lead: LeadTable
  readonly why: HandOverWhy
  readonly actor: HandOverActor
  readonly at: number
}

interface Changed extends Told {
  readonly routed: Routed
  readonly kind: OwnerHistory['kind']
}

/** What the history of a lead tells of another owner. */
export async function writeHistory(trx: Kysely<Database>, deps: Pick<Deps, 'newId'>, changed: Changed): Promise<void> {
  const { lead, routed, kind, why, actor } = changed
  const { owner, teamId, ruleId, dueAt, record } = routed
  await write(trx, deps, changed, {
    kind,
    why,
    owner: owner?.id ?? null,
    name: owner?.name ?? null,
    from: lead.owner_name,
    by: actor.name,
    team: teamId,
    rule: ruleId,
    dueAt,
    reason: record.reason,
  })
}

interface Kept extends Told {
  /** In words, no full stop. */
  readonly reason: string
}

/** That a lead should have got another owner and did not. */
export async function writeKept(trx: Kysely<Database>, deps: Pick<Deps, 'newId'>, kept: Kept): Promise<void> {
  const { why, actor, reason } = kept
  const nobody = { owner: null, name: null, from: null, team: null, rule: '', dueAt: null }
  await write(trx, deps, kept, { kind: 'later', why, ...nobody, by: actor.name, reason })
}

async function write(
  trx: Kysely<Database>,
  { newId }: Pick<Deps, 'newId'>,
  { lead, actor, at }: Told,
  body: OwnerHistory,
): Promise<void> {
  await trx
    .insertInto('lead_events')
    .values({
      workspace_id: lead.workspace_id,
      lead_id: lead.id,
      id: newId(),
      type: 'assigned',
      actor: actor.id,
      at,
      body_json: JSON.stringify(body),
    })
    .execute()
}
