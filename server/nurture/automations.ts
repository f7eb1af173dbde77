import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { leadTakers } from '../hand-over/lead-takers.ts'
import type { AutomationTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import { type ActionOf, type AutomationSpec, automationSpec, readSpec } from './automation-spec.ts'
import { loadLiveReleases, namedBy } from './load-named.ts'
import type { MailTemplate } from './mail-template.ts'
import { segmentOf, watchSegments } from './segments.ts'
import { findTemplate } from './templates.ts'
import { forgetWatch } from './watch.ts'

export const automationRequest = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(120),
  enabled: z.boolean(),
  spec: automationSpec,
})

type NewAutomation = z.infer<typeof automationRequest>
type AutomationDeps = Pick<Deps, 'store' | 'now' | 'newId'>

export interface Automation extends NewAutomation {
  readonly id: string
  readonly updatedAt: number
  /** For how many leads it fired, and when last. */
  readonly fired: number
  readonly lastFiredAt: number | null
  /** Actions that wait, for the morning perhaps. */
  readonly waiting: number
}

export async function listAutomations(db: Kysely<Database>, workspaceId: string): Promise<Automation[]> {
  const rows = await db
    .selectFrom('automations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()
  const runs = await db
    .selectFrom('automation_runs')
    .select(['automation_id', eb => eb.fn.countAll().as('count'), eb => eb.fn.max('at').as('last')])
    .where('workspace_id', '=', workspaceId)
    .where('fired', '=', 1)
    .groupBy('automation_id')
    .execute()
  const waiting = await db
    .selectFrom('automation_steps')
    .select(['automation_id', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'pending')
    .groupBy('automation_id')
    .execute()
  return rows.flatMap(row => {
    const spec = readSpec(row.spec_json)
    const run = runs.find(({ automation_id }) => automation_id === row.id)
    const due = waiting.find(({ automation_id }) => automation_id === row.id)
    if (!spec) return []
    return [
      {
        id: row.id,
        name: row.name,
        enabled: row.enabled === 1,
        spec,
        updatedAt: row.updated_at,
        fired: Number(run?.count ?? 0),
        lastFiredAt: run ? Number(run.last) : null,
        waiting: Number(due?.count ?? 0),
      },
    ]
  })
}

/** Throws ApiError `not_found`. */
export async function findAutomation(db: Kysely<Database>, workspaceId: string, id: string): Promise<Automation> {
  const found = (await listAutomations(db, workspaceId)).find(one => one.id === id)
  if (!found) throw new ApiError('not_found')
  return found
}

/** Throws ApiError `invalid_body` when it names what is not there. */
export async function createAutomation(
  deps: AutomationDeps,
  workspaceId: string,
  automation: NewAutomation,
): Promise<string> {
  await checkNames(deps.store.db, workspaceId, automation)
  const id = deps.newId()
  await prepareSegments(deps, workspaceId, { ...automation, id })
  const at = deps.now()
  await deps.store.write(trx =>
    trx
      .insertInto('automations')
      .values({
        ...{ workspace_id: workspaceId, id, ...columnsOf(automation) },
        ...{ swept_at: 0, on_since: at, created_at: at, updated_at: at },
      })
      .execute(),
  )
  forgetWatch(workspaceId)
  return id
}

/** What is queued keeps to what it said when it fired; switched off, it waits until it is on again. Throws ApiError `not_found`, `invalid_body`. */
export async function updateAutomation(
  deps: AutomationDeps,
  workspaceId: string,
  automation: NewAutomation & { readonly id: string },
): Promise<void> {
  const { id } = automation
  const before = await findAutomation(deps.store.db, workspaceId, id)
  await checkNames(deps.store.db, workspaceId, automation)
  if (automation.enabled) await prepareSegments(deps, workspaceId, automation)
  const at = deps.now()
  await deps.store.write(async trx => {
    await trx
      .updateTable('automations')
      .set({
        ...{ ...columnsOf(automation), swept_at: 0, updated_at: at },
        // What was done while it was off is past, and so is what another trigger looked at.
        ...((!before.enabled || !isSameTrigger(before.spec, automation.spec)) && { on_since: at }),
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  })
  if (!automation.enabled) await prepareSegments(deps, workspaceId, automation)
  forgetWatch(workspaceId)
}

/** Its log stays. Throws ApiError `not_found`. */
export async function deleteAutomation(deps: AutomationDeps, workspaceId: string, id: string): Promise<void> {
  const { spec } = await findAutomation(deps.store.db, workspaceId, id)
  await deps.store.write(async trx => {
    await cancelSteps(trx, { workspaceId, id, reason: 'removed', at: deps.now() })
    await trx.deleteFrom('automations').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  })
  await prepareSegments(deps, workspaceId, { id, spec, enabled: false })
  forgetWatch(workspaceId)
}

/** Segments of all automations that are on, this one as it is about to be. */
async function prepareSegments(
  deps: AutomationDeps,
  workspaceId: string,
  { id, spec, enabled }: Pick<Automation, 'id' | 'spec' | 'enabled'>,
): Promise<void> {
  const others = await deps.store.db
    .selectFrom('automations')
    .select(['id', 'spec_json'])
    .where('workspace_id', '=', workspaceId)
    .where('enabled', '=', 1)
    .where('id', '<>', id)
    .execute()
  const wanted = new Set(others.map(other => segmentOf(other.spec_json)).filter(segment => segment !== undefined))
  if (enabled && spec.when.kind === 'segment') wanted.add(spec.when.segment)
  await watchSegments(deps, workspaceId, wanted)
}

/** What it would still do is not done. Throws ApiError `not_found`. */
export async function cancelWaiting(deps: AutomationDeps, workspaceId: string, id: string): Promise<void> {
  await findAutomation(deps.store.db, workspaceId, id)
  await deps.store.write(trx => cancelSteps(trx, { workspaceId, id, reason: 'cancelled', at: deps.now() }))
}

interface Cancelled {
  readonly workspaceId: string
  readonly id: string
  readonly reason: string
  readonly at: number
}

async function cancelSteps(trx: Kysely<Database>, { workspaceId, id, reason, at }: Cancelled): Promise<void> {
  await trx
    .updateTable('automation_steps')
    .set({ status: 'cancelled', reason, done_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('automation_id', '=', id)
    .where('status', '=', 'pending')
    .execute()
}

/** What it names must be there, in this workspace. */
async function checkNames(
  db: Kysely<Database>,
  workspaceId: string,
  { spec, enabled }: Pick<NewAutomation, 'spec' | 'enabled'>,
): Promise<void> {
  const errors: { pointer: string; code: string; message: string }[] = []
  const missing = (pointer: string, message: string) => errors.push({ pointer, code: 'missing', message })
  const has = async (table: 'segments' | 'destinations', id: string) =>
    (await db
      .selectFrom(table)
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst()) !== undefined
  if (spec.when.kind === 'segment' && !(await has('segments', spec.when.segment))) {
    missing('/spec/when/segment', 'Choose a segment.')
  }
  if (spec.when.kind === 'milestone') {
    const { milestone } = spec.when
    const { milestones } = namedBy(await loadLiveReleases(db, workspaceId))
    if (!milestones.some(({ id }) => id === milestone)) {
      missing('/spec/when/milestone', 'Choose a line that a score model of a published flow has.')
    }
  }
  for (const [index, action] of spec.actions.entries()) {
    const pointer = `/spec/actions/${index}`
    if (action.kind === 'mail') {
      const template = await findTemplate(db, workspaceId, action.template)
      if (!template) missing(`${pointer}/template`, 'Choose a mail.')
      else if (enabled && leadsToExample(template)) {
        missing(
          `${pointer}/template`,
          `Put your own address into the mail “${template.name}” first: it links to example.com.`,
        )
      }
    }
    if (action.kind === 'push' && !(await has('destinations', action.destination))) {
      missing(`${pointer}/destination`, 'Choose a destination.')
    }
    if (action.kind === 'hand_over' && !(await canTake(db, workspaceId, action.to))) {
      missing(`${pointer}/to`, 'Choose a person or team of a routing that is live.')
    }
    if (action.kind === 'notify' && !action.owner && action.to.length === 0) {
      missing(`${pointer}/to`, 'Say who is to be told.')
    }
  }
  if (errors.length > 0) throw new ApiError('invalid_body', { errors })
}

async function canTake(db: Kysely<Database>, workspaceId: string, to: ActionOf<'hand_over'>['to']): Promise<boolean> {
  if (to.kind === 'route') return true
  const takers = leadTakers((await loadLiveReleases(db, workspaceId)).map(({ routing }) => routing))
  return to.kind === 'person'
    ? takers.people.some(({ id }) => id === to.person)
    : takers.teams.some(({ id }) => id === to.team)
}

/** A ready-made mail whose link nobody has replaced. */
function leadsToExample({ texts }: MailTemplate): boolean {
  return Object.values(texts).some(({ body }) => body.includes('://example.com'))
}

function isSameTrigger(a: AutomationSpec, b: AutomationSpec): boolean {
  return JSON.stringify(a.when) === JSON.stringify(b.when)
}

function columnsOf({ name, enabled, spec }: NewAutomation): Pick<AutomationTable, 'name' | 'enabled' | 'spec_json'> {
  return { name, enabled: enabled ? 1 : 0, spec_json: JSON.stringify(spec) }
}
