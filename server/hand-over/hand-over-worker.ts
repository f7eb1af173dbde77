import type { Kysely } from 'kysely'
import { type Repeated, repeat } from '../background/repeat.ts'
import { type Queue, takeDue, type Waiting } from '../background/take-due.ts'
import type { Deps } from '../deps.ts'
import type { AcceptedLead } from '../leads/accepted-lead.ts'
import type { Draw } from '../leads/assign-owner.ts'
import { isHeldBack } from '../leads/is-held-back.ts'
import { LeadRaceError, lockLead } from '../leads/lead-rows.ts'
import { isQualified } from '../leads/project-lead.ts'
import { asAutomation } from '../nurture/note-change.ts'
import type { Routed } from '../routing/route.ts'
import { inUnit } from '../sessions/in-unit.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { HandOverTable } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import { type Asked, decideOwner } from './decide-owner.ts'
import { giveLead } from './give-lead.ts'
import { CLOSED_STAGES } from './hand-over-all.ts'
import type { Target } from './hand-over-type.ts'
import { liveReleaseOf } from './live-release.ts'
import { writeKept } from './owner-history.ts'
import { tellOfNobody } from './tell-of-hand-over.ts'

type WorkerDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId' | 'wakeDelivery'>

const POLL_MS = 2_000

/**
 * Gives leads that wait for it to somebody, one a unit, each exactly once however many servers share the database. A run counts
 * the leads that were looked at.
 */
export function startHandOvers(deps: WorkerDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const queue: Queue = {
    table: 'lead_hand_overs',
    take: row => takeOne(deps, row),
    giveUp: row => giveUp(deps, row),
    name: 'handOver',
    trouble: 'a lead could not be handed over',
  }
  const work = (stopping: () => boolean) => takeDue(deps, queue, stopping)
  return repeat(work, { log: deps.log, poll, trouble: 'leads could not be handed over' })
}

async function takeOne(deps: WorkerDeps, key: Waiting): Promise<void> {
  const at = deps.now()
  await inUnit(deps, { workspaceId: key.workspace_id, at }, async (trx, onDraw) => {
    const accepted = await handOver(trx, deps, { key, onDraw, at })
    return { settled: { accepted: accepted ? [accepted] : [] } }
  })
}

/** Nobody got it, and nobody will: who waits for the owner is told all the same, and the card says why there is none. */
async function giveUp(deps: WorkerDeps, key: Waiting): Promise<void> {
  const at = deps.now()
  await inUnit(deps, { workspaceId: key.workspace_id, at }, async trx => {
    const accepted = await leaveToNobody(trx, deps, key, at)
    return { settled: { accepted: accepted ? [accepted] : [] } }
  })
}

async function leaveToNobody(
  trx: Kysely<Database>,
  deps: WorkerDeps,
  key: Waiting,
  at: number,
): Promise<AcceptedLead | null> {
  const found = await find(trx, key)
  const lead = found && (await lockLead(trx, { workspaceId: key.workspace_id, id: found.lead_id }))
  const row = await take(trx, key)
  if (!row || !lead) return null
  const actor = { id: row.actor, name: row.actor_name }
  const reason = 'It failed again and again; the server’s log says why'
  await writeKept(trx, deps, { lead, why: row.why, actor, reason, at })
  const queued = await tellWhoWaits(trx, deps, lead, at)
  return { leadId: lead.id, outcome: lead.outcome, qualified: isQualified(lead), change: 'updated', queued }
}

interface Doing {
  readonly key: Waiting
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
  const routed = release && (await decide(trx, deps, why, { lead, release, target, mustSell: MUST.has(why), at }))
  // Better who had it than nobody.
  const isKept = routed?.owner === null && lead.owner_id !== null
  const actor = { id: row.actor, name: row.actor_name }
  const told =
    release && routed && !isKept
      ? // So that automations that answer each other come to an end.
        await asAutomation(row.depth - 1, () =>
          giveLead(trx, deps, { lead, release, routed, kind: 'later', why, actor, onDraw, at }),
        )
      : false
  if (release && (!routed || isKept)) await writeKept(trx, deps, { lead, why, actor, reason: whyKept(lead), at })
  const queued = told || (!routed?.owner && (await tellWhoWaits(trx, deps, lead, at)))
  const outcome = routed?.outcome ?? lead.outcome
  return { leadId: lead.id, outcome, qualified: isQualified(lead), change: 'updated', queued }
}

/** Who leaves may name somebody whom the routing of this lead's flow does not know: then the rules say who has it. */
async function decide(
  trx: Kysely<Database>,
  deps: WorkerDeps,
  why: HandOverTable['why'],
  asked: Asked,
): Promise<Routed | null> {
  const decided = await decideOwner(trx, deps, asked)
  const { owner_id } = asked.lead
  if (decided || owner_id === null || why !== 'owner_left') return decided
  return await decideOwner(trx, deps, { ...asked, target: { kind: 'route', without: owner_id } })
}

function whyKept({ owner_name }: LeadTable): string {
  return owner_name === null
    ? 'Nobody of those who should get it is there'
    : `It stays with ${owner_name}: nobody else is there`
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

async function find(trx: Kysely<Database>, { workspace_id, id }: Waiting) {
  return await trx
    .selectFrom('lead_hand_overs')
    .select('lead_id')
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Undefined for whoever comes second. */
async function take(trx: Kysely<Database>, { workspace_id, id }: Waiting): Promise<HandOverTable | undefined> {
  return await trx
    .deleteFrom('lead_hand_overs')
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}
