import type { Deps } from '#server/deps.ts'
import { applyOutcome } from '#server/lifecycle/apply-outcome.ts'
import { loadLeadLifecycle } from '#server/lifecycle/lead-lifecycle.ts'
import { saveSlots } from '#server/lifecycle/save-slots.ts'
import type { FilledSlot } from '#server/lifecycle/slot-type.ts'
import type { DealStep } from './plan-deals.ts'

type DealDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

const CRM = { id: 'crm', name: 'Tallybarn CRM' }

/** What sales found out where the visitor did not say. */
const FOUND: Readonly<Record<string, string>> = {
  budget: 'b8_24k',
  need: 'many_sites',
  authority: 'head',
  timeline: 'quarter',
}

/** Lets a step of a deal happen at its time: sales fills the slots, or the CRM tells what came of it. */
export async function takeDealStep(deps: DealDeps, workspaceId: string, step: DealStep): Promise<void> {
  const { email, at, does } = step
  const { id, ...owner } = await deps.store.db
    .selectFrom('leads')
    .select(['id', 'owner_id', 'owner_name'])
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  const then = { ...deps, now: () => at }
  if (does === 'checked') {
    const actor = { id: owner.owner_id ?? 'nora', name: owner.owner_name ?? 'Nora Blake' }
    const lifecycle = await loadLeadLifecycle(deps.store.db, then, { workspaceId, leadId: id })
    const open = (lifecycle?.framework?.slots ?? []).filter(({ value, vague }) => value === null || vague)
    const slots = Object.fromEntries(open.map(slot => [slot.id, foundFor(slot)]))
    const changes = { slots, checks: { intent: true, means: true } }
    await saveSlots(then, { workspaceId, leadId: id, actor, changes })
    return
  }
  const { kind, amount = null, reason = null } = does
  const what = { kind, amount, currency: amount === null ? null : 'USD', reason, externalId: `deal-${id.slice(-6)}` }
  await deps.store.write(trx =>
    applyOutcome(trx, then, { workspaceId, leadId: id, source: 'crm', actor: CRM, at, ...what }),
  )
}

function foundFor({ id, input }: FilledSlot): string {
  const found = FOUND[id] ?? ''
  if (input.kind !== 'options') return 'About $12k, with the COO'
  return input.options.some(option => option.id === found) ? found : (input.options[0]?.id ?? found)
}
