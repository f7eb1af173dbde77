import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Condition } from '#flows/condition.ts'
import { conditionSchema } from '#flows/condition-schema.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { SegmentTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import { readSpec } from './automation-spec.ts'
import { clearMembers, fillMembers } from './segment-members.ts'

export const segmentRequest = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(120),
  condition: conditionSchema,
})

export interface Segment {
  readonly id: string
  readonly name: string
  readonly condition: Condition
  readonly updatedAt: number
}

type NewSegment = Pick<Segment, 'name' | 'condition'>
type SegmentDeps = Pick<Deps, 'store' | 'now' | 'newId'>

export async function listSegments(db: Kysely<Database>, workspaceId: string): Promise<Segment[]> {
  const rows = await db
    .selectFrom('segments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(toSegment)
}

/** Throws ApiError `not_found`. */
export async function findSegment(db: Kysely<Database>, workspaceId: string, id: string): Promise<Segment> {
  return toSegment(await findRow(db, workspaceId, id))
}

export async function createSegment(deps: SegmentDeps, workspaceId: string, segment: NewSegment): Promise<Segment> {
  const id = deps.newId()
  const at = deps.now()
  const { name, condition } = segment
  const row = { workspace_id: workspaceId, id, name, condition_json: JSON.stringify(condition), watched: 0 }
  await deps.store.write(trx =>
    trx
      .insertInto('segments')
      .values({ ...row, created_at: at, updated_at: at })
      .execute(),
  )
  return { id, name, condition, updatedAt: at }
}

/** Nobody enters or leaves a segment because it was redrawn. Throws ApiError `not_found`. */
export async function updateSegment(
  deps: SegmentDeps,
  workspaceId: string,
  { id, name, condition }: NewSegment & { readonly id: string },
): Promise<Segment> {
  const { watched, condition_json } = await findRow(deps.store.db, workspaceId, id)
  const at = deps.now()
  const values = { name, condition_json: JSON.stringify(condition), updated_at: at }
  const redrawn = watched === 1 && condition_json !== values.condition_json
  // Out of sight while its members are written anew.
  await deps.store.write(trx => change(trx, { workspaceId, id }, redrawn ? { ...values, watched: 0 } : values))
  if (redrawn) {
    await fillMembers(deps, { workspaceId, segmentId: id, condition })
    await deps.store.write(trx => change(trx, { workspaceId, id }, { watched: 1 }))
  }
  return { id, name, condition, updatedAt: at }
}

/** Throws ApiError `not_found`, or `conflict` while an automation names it. */
export async function deleteSegment(deps: SegmentDeps, workspaceId: string, id: string): Promise<void> {
  await findRow(deps.store.db, workspaceId, id)
  const automations = await deps.store.db
    .selectFrom('automations')
    .select(['name', 'spec_json'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const user = automations.find(({ spec_json }) => segmentOf(spec_json) === id)
  if (user) throw new ApiError('conflict', { detail: `The automation “${user.name}” needs this segment.` })
  await deps.store.write(async trx => {
    await clearMembers(trx, workspaceId, id)
    await trx.deleteFrom('segments').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  })
}

/** Keeps members of the segments that automations wait at, and of no others. Call before one is switched on, and after one is off. */
export async function watchSegments(
  deps: SegmentDeps,
  workspaceId: string,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const rows = await deps.store.db.selectFrom('segments').selectAll().where('workspace_id', '=', workspaceId).execute()
  for (const row of rows) {
    const { id } = row
    if (wanted.has(id) === (row.watched === 1)) continue
    if (wanted.has(id)) await fillMembers(deps, { workspaceId, segmentId: id, condition: toSegment(row).condition })
    await deps.store.write(async trx => {
      await change(trx, { workspaceId, id }, { watched: wanted.has(id) ? 1 : 0 })
      if (!wanted.has(id)) await clearMembers(trx, workspaceId, id)
    })
  }
}

/** The segment an automation waits at. */
export function segmentOf(specJson: string): string | undefined {
  const when = readSpec(specJson)?.when
  return when?.kind === 'segment' ? when.segment : undefined
}

async function change(
  trx: Kysely<Database>,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
  values: Partial<SegmentTable>,
): Promise<void> {
  await trx.updateTable('segments').set(values).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

async function findRow(db: Kysely<Database>, workspaceId: string, id: string): Promise<SegmentTable> {
  const row = await db
    .selectFrom('segments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new ApiError('not_found')
  return row
}

function toSegment({ id, name, condition_json, updated_at }: SegmentTable): Segment {
  const condition = JSON.parse(condition_json) as Condition // parsed when it was saved
  return { id, name, condition, updatedAt: updated_at }
}
