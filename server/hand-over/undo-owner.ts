import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { announce } from '../leads/decide-lead.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { tellOfVerdict } from '../leads/tell-of-verdict.ts'
import type { Subject } from '../lifecycle/stage-history.ts'
import { noteChange } from '../nurture/note-change.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { LaterDecisionColumns, RoutingDecisionTable } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import { BY_HAND } from './change-owner.ts'
import { loadFormerMembers } from './former-members.ts'
import { setOwner, writeDecision } from './give-lead.ts'
import type { OwnerBefore } from './hand-over-type.ts'
import { liveReleaseOf } from './live-release.ts'
import { writeHistory } from './owner-history.ts'

type UndoDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/**
 * Takes the newest change of owner by hand back: who had the lead before has it again. Throws ApiError `not_found`, or `conflict`
 * when there is none, when somebody else got it since, or when who had it was taken out of the workspace.
 */
export async function undoOwner(deps: UndoDeps, subject: Subject): Promise<void> {
  const { workspaceId, leadId, actor } = subject
  await deps.store.write(async trx => {
    const lead = await lockLead(trx, { workspaceId, id: leadId })
    const release = lead && (await liveReleaseOf(trx, lead))
    if (!lead || !release) throw new ApiError('not_found')
    const newest = await standingChange(trx, subject)
    if (!newest?.before_json) throw conflict('There is no change of owner to take back.')
    if (newest.owner_id !== lead.owner_id) throw conflict('Somebody else got this lead since.')
    const before = JSON.parse(newest.before_json) as OwnerBefore // written by `writeDecision` only
    if ((await loadFormerMembers(trx, workspaceId)).has(before.email?.toLowerCase() ?? ''))
      throw conflict('Who had this lead before is not in this workspace any more.')
    const at = deps.now()
    const routed = {
      outcome: before.outcome,
      ruleId: BY_HAND,
      owner: before.id === null ? null : { id: before.id, name: before.name ?? before.id, email: before.email ?? '' },
      teamId: null,
      dueAt: before.dueAt,
      counter: null,
      record: { rules: [], pool: [], reason: `${actor.name} took that back` },
    }
    await writeDecision(trx, deps, { lead, release, routed, kind: 'undone', why: 'manual', actor, at })
    await writeHistory(trx, deps, { lead, routed, kind: 'undone', why: 'manual', actor, at })
    const { id: owner_id, name: owner_name, email: owner_email, outcome } = before
    const after: LeadTable = { ...lead, outcome, owner_id, owner_name, owner_email, updated_at: at }
    await setOwner(trx, after)
    await noteChange(trx, deps, { before: lead, after, at })
    await tellOfVerdict(trx, deps, { workspaceId, leadId })
  })
  announce(deps, subject)
}

/** The newest change by hand that nobody has taken back, or undefined. */
export async function standingChange(
  db: Kysely<Database>,
  { workspaceId, leadId }: Pick<Subject, 'workspaceId' | 'leadId'>,
): Promise<(RoutingDecisionTable & LaterDecisionColumns) | undefined> {
  const rows = await db
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .selectFrom('routing_decisions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('kind', 'in', ['manual', 'undone'])
    .orderBy('id')
    .execute()
  const standing: (RoutingDecisionTable & LaterDecisionColumns)[] = []
  for (const row of rows) {
    if (row.kind === 'undone') standing.pop()
    else standing.push(row)
  }
  return standing.at(-1)
}

function conflict(detail: string): ApiError {
  return new ApiError('conflict', { detail })
}
