import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { countMembers, findMembers, listMembers } from '../../nurture/segment-members.ts'
import {
  createSegment,
  deleteSegment,
  findSegment,
  listSegments,
  type Segment,
  segmentRequest,
  updateSegment,
} from '../../nurture/segments.ts'
import type { LeadTable } from '../../store/lead-tables.ts'
import type { Database } from '../../store/schema.ts'
import { csvLine } from './leads/csv-cell.ts'
import type { SegmentCount, SegmentLead, SegmentLeads, SegmentRow } from './nurture-types.ts'
import { body, query } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const countRequest = z.strictObject({ condition: conditionSchema })
const leadsQuery = z.strictObject({ before: z.string().min(1).max(64).optional() })
const PAGE = 50

/** Named groups of leads: who is in them, now. */
export function segmentRoutes(deps: Deps) {
  const { db, reports } = deps.store
  const edit = requirePermission('edit_flows')

  async function rowOf(workspaceId: string, segment: Segment): Promise<SegmentRow> {
    const { condition } = segment
    return { ...segment, ...(await countMembers(reports, { workspaceId, condition, now: deps.now() })) }
  }

  return new Hono<StudioEnv>()
    .get('/segments', async c => {
      const { workspaceId } = c.get('member')
      const rows: SegmentRow[] = []
      for (const segment of await listSegments(db, workspaceId)) rows.push(await rowOf(workspaceId, segment))
      return c.json<SegmentRow[]>(rows)
    })
    .post('/segments', edit, body(segmentRequest), async c => {
      const { workspaceId } = c.get('member')
      return c.json<SegmentRow>(
        await rowOf(workspaceId, await createSegment(deps, workspaceId, c.req.valid('json'))),
        201,
      )
    })
    .post('/segments/count', edit, body(countRequest), async c => {
      const { workspaceId } = c.get('member')
      const { condition } = c.req.valid('json')
      return c.json<SegmentCount>(await countMembers(reports, { workspaceId, condition, now: deps.now() }))
    })
    .put('/segments/:id', edit, body(segmentRequest), async c => {
      const { workspaceId } = c.get('member')
      const segment = { id: c.req.param('id'), ...c.req.valid('json') }
      return c.json<SegmentRow>(await rowOf(workspaceId, await updateSegment(deps, workspaceId, segment)))
    })
    .delete('/segments/:id', edit, async c => {
      await deleteSegment(deps, c.get('member').workspaceId, c.req.param('id'))
      return c.json({ ok: true as const })
    })
    .get('/segments/:id/leads', query(leadsQuery), async c => {
      const { workspaceId } = c.get('member')
      const { condition } = await findSegment(db, workspaceId, c.req.param('id'))
      const search = { workspaceId, condition, now: deps.now(), before: c.req.valid('query').before }
      const { leads, next } = await listMembers(reports, search, PAGE)
      return c.json<SegmentLeads>({ leads: leads.map(toRow), next })
    })
    .get('/segments/:id/leads.csv', requirePermission('export_leads'), async c => {
      const { workspaceId } = c.get('member')
      const { condition } = await findSegment(db, workspaceId, c.req.param('id'))
      const day = new Date(deps.now()).toISOString().slice(0, 10)
      const pieces = csv(reports, { workspaceId, condition, now: deps.now() })
      return new Response(streamOf(pieces), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="parley-segment-${day}.csv"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      })
    })
}

function toRow({ id, name, email, company, score, temperature, stage, created_at }: LeadTable): SegmentLead {
  return { id, name, email, company, score, temperature, stage, createdAt: created_at }
}

const COLUMNS: readonly (readonly [string, (lead: LeadTable) => string | number | null])[] = [
  ['lead_id', lead => lead.id],
  ['created_at', lead => new Date(lead.created_at).toISOString()],
  ['name', lead => lead.name],
  ['email', lead => lead.email],
  ['company', lead => lead.company],
  ['phone', lead => lead.phone],
  ['temperature', lead => lead.temperature],
  ['stage', lead => lead.stage],
  ['score', lead => lead.score],
  ['fit', lead => lead.fit],
  ['engagement', lead => lead.engagement],
  ['owner', lead => lead.owner_name],
  ['source', lead => lead.source],
  ['locale', lead => lead.locale],
]

/** Cells are guarded (see `csv-cell.ts`); the mark at the start makes spreadsheets read UTF-8. */
async function* csv(db: Kysely<Database>, search: Parameters<typeof findMembers>[1]): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLUMNS.map(([name]) => name))}`
  for await (const leads of findMembers(db, search)) {
    yield leads.map(lead => csvLine(COLUMNS.map(([, of]) => of(lead)))).join('')
  }
}

/** Asks for the next piece only when the last one is on its way. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
