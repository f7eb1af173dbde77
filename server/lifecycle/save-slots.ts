import type { Kysely } from 'kysely'
import type { Fact } from '#flows/condition.ts'
import { parseAnswer } from '#flows/fields/index.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { announce, lockStanding, type VerdictDeps } from '../leads/decide-lead.ts'
import { saveLeadFacts } from '../leads/lead-facts.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import { tellOfVerdict } from '../leads/tell-of-verdict.ts'
import { loadRelease } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { CHECK_FACTS, fieldOfSlot } from './fill-slots.ts'
import { lifecycleRulesOf } from './load-rules.ts'
import { loadFramework } from './load-slots.ts'
import { recordOutcome } from './outcomes.ts'
import { scoreAfterMove } from './score-after-move.ts'
import type { FilledFramework } from './slot-type.ts'
import { type Subject, setStanding, writeMove } from './stage-history.ts'

/** What sales found out. Null takes back what sales said; then the visitor's answer stands again. */
export interface SlotChanges {
  /** By id of the slot. */
  readonly slots?: Readonly<Record<string, Fact | null>> | undefined
  readonly checks?: Readonly<Partial<Record<keyof typeof CHECK_FACTS, boolean>>> | undefined
}

/**
 * Stores what a salesperson found out, scores the lead anew by it, and makes a SAL an SQL at the moment nothing is
 * missing any more, where the workspace wants that. Throws ApiError `not_found`, or `invalid_body` for a slot that is
 * not in the framework or a value that its question would not take.
 */
export async function saveSlots(
  deps: VerdictDeps,
  subject: Subject & { readonly changes: SlotChanges },
): Promise<void> {
  const { workspaceId, leadId, actor, changes } = subject
  await deps.store.write(async trx => {
    const { lead } = await lockStanding(trx, subject)
    const before = await loadFramework(trx, deps, lead)
    if (!before) throw new ApiError('not_found')
    const at = deps.now()
    const facts = await toFacts(trx, deps, { lead, framework: before, changes })
    await saveLeadFacts(trx, { workspaceId, leadId, source: 'sales', actor: actor.id, at, facts })
    await rescoreLead(trx, deps, { workspaceId, leadId, at })
    await qualify(trx, deps, subject, before)
  })
  announce(deps, subject)
}

async function toFacts(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  {
    lead,
    framework,
    changes: { slots = {}, checks = {} },
  }: { readonly lead: LeadTable; readonly framework: FilledFramework; readonly changes: SlotChanges },
): Promise<Record<string, Fact | null>> {
  const release = await loadRelease(trx, lead.workspace_id, lead.release_id)
  const rules = await lifecycleRulesOf(trx, deps, lead.workspace_id)
  const facts: Record<string, Fact | null> = {}
  for (const [id, value] of Object.entries(slots)) {
    const slot = framework.slots.find(one => one.id === id)
    if (!slot) throw refused(`/slots/${id}`, 'unknown_slot', 'The framework has no such slot.')
    const fields = release?.flow.fields ?? {}
    const set = rules.slots.find(one => one.id === id)
    const field = Object.hasOwn(fields, slot.fact) ? fields[slot.fact] : set && fieldOfSlot(set)
    const parsed =
      value === null || !field ? null : parseAnswer(field, field.kind === 'multi_choice' ? [value].flat() : value)
    if (parsed && !parsed.ok) throw refused(`/slots/${id}`, parsed.problem, `${slot.label} does not take this value.`)
    facts[slot.fact] = parsed?.ok ? parsed.value : value
  }
  for (const id of ['intent', 'means'] as const) {
    const checked = checks[id]
    if (checked !== undefined) facts[CHECK_FACTS[id]] = checked || null
  }
  return facts
}

/** Only the moment at which the last thing becomes known qualifies: who moved the lead back does not see it jump again. */
async function qualify(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  subject: Subject,
  before: FilledFramework,
): Promise<void> {
  const { workspaceId, leadId, actor } = subject
  const { lead, stage, verdict, verdict_event } = await lockStanding(trx, subject)
  const rules = await lifecycleRulesOf(trx, deps, workspaceId)
  const after = await loadFramework(trx, deps, lead)
  if (!rules.sql.automatic || stage !== 'sal' || before.missing.length === 0 || !after || after.missing.length > 0)
    return
  const who = { workspaceId, leadId, source: 'studio', actor: actor.id, at: deps.now() }
  const what = { kind: 'sql', reason: null, amount: null, currency: null, externalId: null } as const
  const { id } = await recordOutcome(trx, deps, { ...who, ...what })
  const body = { from: stage, to: 'sql', reason: 'sales_checked', manual: true, outcome: id } as const
  await writeMove(trx, deps, subject, { type: 'stage_changed', body })
  await setStanding(trx, deps, subject, { before: stage, stage: 'sql', verdict, verdict_event, stage_by: actor.id })
  await scoreAfterMove(trx, deps, subject)
  await tellOfVerdict(trx, deps, subject)
}

function refused(pointer: string, code: string, message: string): ApiError {
  return new ApiError('invalid_body', { errors: [{ pointer, code, message }] })
}
