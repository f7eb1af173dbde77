import type { Kysely } from 'kysely'
import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import type { AcceptedLead } from '../leads/accepted-lead.ts'
import type { Draw } from '../leads/assign-owner.ts'
import { isHeldBack } from '../leads/is-held-back.ts'
import { LeadRaceError, lockLead } from '../leads/lead-rows.ts'
import { isQualified } from '../leads/project-lead.ts'
import { inUnit } from '../sessions/in-unit.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { HandOverTable } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import { decideOwner } from './decide-owner.ts'
import { giveLead } from './give-lead.ts'
import { CLOSED_STAGES } from './hand-over-all.ts'
import type { Target } from './hand-over-type.ts'
import { liveReleaseOf } from './live-release.ts'
import { tellOfNobody } from './tell-of-hand-over.ts'

type WorkerDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId' | 'wakeDelivery'>
type Key = Pick<HandOverTable, 'workspace_id' | 'id' | 'attempts'>

const POLL_MS = 2_000
const AT_ONCE = 50
const MOST_ATTEMPTS = 5
const RETRY_MS = 30_000

/**
 * Gives leads that wait for it to somebody, one a unit, each exactly once however many servers share the database. A run counts
 * the leads that were looked at.
 */
export function startHandOvers(deps: WorkerDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const work = (stopping: () => boolean) => takeDue(deps, stopping)
  return repeat(work, { log: deps.log, poll, trouble: 'leads could not be handed over' })
}

async function takeDue(deps: WorkerDeps, stopping: () => boolean): Promise<number> {
  let taken = 0
  for (;;) {
    const due = await deps.store.db
      .selectFrom('lead_hand_overs')
      .select(['workspace_id', 'id', 'attempts'])
      .where('next_at', '<=', deps.now())
      .orderBy('next_at')
      .orderBy('id')
      .limit(AT_ONCE)
      .execute()
    if (due.length === 0) return taken
    for (const key of due) {
      if (stopping()) return taken
      await takeOne(deps, key)
      taken += 1
    }
  }
}

async function takeOne(deps: WorkerDeps, key: Key): Promise<void> {
  const at = deps.now()
  try {
    await inUnit(deps, { workspaceId: key.workspace_id, at }, async (trx, onDraw) => {
      const accepted = await handOver(trx, deps, { key, onDraw, at })
      return { settled: { accepted: accepted ? [accepted] : [] } }
    })
  } catch (error) {
    deps.log.error({ err: error, handOver: key.id }, 'a lead could not be handed over')
    // One that cannot be handed over must not hold up the others.
    await deps.store.write(trx => (key.attempts + 1 < MOST_ATTEMPTS ? postpone(trx, key, at) : take(trx, key)))
  }
}

interface Doing {
  readonly key: Key
  readonly onDraw: (draw: Draw) => void
  readonly at: number
}

async function handOver(
  trx: Kysely<Database>,
  deps: WorkerDeps,
  { key, onDraw, at }: Doing,
): Promise<AcceptedLead | null> {
  const { workspace_id: workspaceId } = key
  const found = await find(trx, key)
  if (!found) return null
  // The lead first, always: of two servers one waits here, and finds the row gone.
  const lead = await lockLead(trx, { workspaceId, id: found.lead_id })
  const row = await take(trx, key)
  if (!row || !lead) return null
  if (row.lead_id !== lead.id) throw new LeadRaceError('The lead was merged meanwhile.')
  const target = JSON.parse(row.target_json) as Target // written by `queueHandOvers` only
  const release = (await mayHandOver(trx, lead, row, target)) ? await liveReleaseOf(trx, lead) : null
  const { why } = row
  const routed = release && (await decideOwner(trx, deps, { lead, release, target, mustSell: MUST.has(why), at }))
  // Better who had it than nobody.
  const isKept = routed?.owner === null && lead.owner_id !== null
  const actor = { id: row.actor, name: row.actor_name }
  const told =
    release && routed && !isKept
      ? await giveLead(trx, deps, { lead, release, routed, kind: 'later', why, actor, onDraw, at })
      : false
  const queued = told || (!routed?.owner && (await tellWhoWaits(trx, deps, lead, at)))
  const outcome = routed?.outcome ?? lead.outcome
  return { leadId: lead.id, outcome, qualified: isQualified(lead), change: 'updated', queued }
}

/** An alert that was to wait for an owner does not wait for ever. */
async function tellWhoWaits(trx: Kysely<Database>, deps: WorkerDeps, lead: LeadTable, at: number): Promise<boolean> {
  const isAnybodys = lead.owner_id === null && isQualified(lead) && !CLOSED.has(lead.stage)
  return isAnybodys && (await tellOfNobody(trx, deps, lead, at))
}

/** Reasons for which somebody must get it, also where the rules would leave it to nobody. */
const MUST: ReadonlySet<HandOverTable['why']> = new Set(['sal', 'owner_left', 'automation', 'manual'])

const CLOSED: ReadonlySet<LeadTable['stage']> = new Set(CLOSED_STAGES)

/** What was true when it was queued may be over: somebody has it, nobody may work with it, or a robot made it. */
async function mayHandOver(
  trx: Kysely<Database>,
  lead: LeadTable,
  row: HandOverTable,
  target: Target,
): Promise<boolean> {
  if (lead.consent_json === null || CLOSED.has(lead.stage)) return false
  if (row.from_owner !== null && lead.owner_id !== row.from_owner) return false
  const isForced = row.why === 'automation' && target.kind !== 'route'
  if (row.from_owner === null && !isForced && lead.owner_id !== null) return false
  return !(await isHeldBack(trx, lead))
}

async function find(trx: Kysely<Database>, { workspace_id, id }: Key) {
  return await trx
    .selectFrom('lead_hand_overs')
    .select('lead_id')
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Undefined for whoever comes second. */
async function take(trx: Kysely<Database>, { workspace_id, id }: Key): Promise<HandOverTable | undefined> {
  return await trx
    .deleteFrom('lead_hand_overs')
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

async function postpone(trx: Kysely<Database>, { workspace_id, id, attempts }: Key, at: number): Promise<undefined> {
  await trx
    .updateTable('lead_hand_overs')
    .set({ attempts: attempts + 1, next_at: at + RETRY_MS })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}
