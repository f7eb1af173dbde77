import { Hono } from 'hono'
import { z } from 'zod'
import { REJECT_REASONS } from '#flows/reject-reasons.ts'
import { requirePermission } from '../../../auth/require-role.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError } from '../../../errors.ts'
import { decideLead, loadVerdict, undoVerdict } from '../../../leads/decide-lead.ts'
import { loadLeadCard } from '../../../leads/lead-card.ts'
import { trustLead } from '../../../leads/trust-lead.ts'
import { loadLeadLifecycle } from '../../../lifecycle/lead-lifecycle.ts'
import { STAGES } from '../../../scoring/stage.ts'
import { type Accepts, body, query } from '../request-parts.ts'
import { streamText } from '../stream-text.ts'
import type { StudioEnv } from '../studio-env.ts'
import type { AcceptRequest, LeadDetail, LeadRow, LeadsPage, LeadsQuery, RejectRequest } from '../studio-types.ts'
import { listLeads } from './lead-list.ts'
import { loadLeadRow } from './lead-row.ts'
import { leadStream } from './lead-stream.ts'
import { leadsCsv } from './leads-csv.ts'

const leadsQuery = z.strictObject({
  temperature: z.enum(['hot', 'warm', 'cold', 'dead', 'disqualified']).optional(),
  stage: z.enum(STAGES).optional(),
  owner: z.string().min(1).max(64).optional(),
  flow: z.string().min(1).max(64).optional(),
  held: z.literal('yes').optional(),
  source: z.string().min(1).max(100).optional(),
  mark: z.enum(['priority', 'committee', 'flagged']).optional(),
  queue: z.enum(['sales', 'marketing', 'all']).optional(),
  q: z.string().trim().max(200).optional(),
  sort: z.enum(['action', 'newest', 'score']).default('action'),
  cursor: z.string().min(1).max(500).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .optional(),
}) satisfies Accepts<LeadsQuery>
const nothing = z.strictObject({}) satisfies Accepts<AcceptRequest>
const rejectRequest = z.strictObject({
  reason: z.enum(REJECT_REASONS),
  note: z.string().trim().max(1000).optional(),
  hold: z.boolean().optional(),
}) satisfies Accepts<RejectRequest>

/** Inbox, card and verdicts. */
export function leadRoutes(deps: Deps) {
  const { db, reports } = deps.store

  async function rowOf(workspaceId: string, leadId: string): Promise<LeadRow> {
    const row = await loadLeadRow(db, workspaceId, leadId)
    if (!row) throw new ApiError('not_found')
    return row
  }

  return new Hono<StudioEnv>()
    .get('/leads', query(leadsQuery), async c => {
      const { sort, cursor, limit, ...asked } = c.req.valid('query')
      const { workspaceId, role } = c.get('member')
      // Who searches means somebody, wherever they stand.
      const queue = asked.queue ?? (role === 'sales' && !asked.q ? 'sales' : 'all')
      const filter = { ...asked, queue }
      return c.json<LeadsPage>(await listLeads(reports, { workspaceId, filter, sort, cursor, limit: limit ?? 50 }))
    })
    .get('/leads/stream', c => leadStream(deps, c.get('member')))
    .get('/leads.csv', requirePermission('export_leads'), c => {
      const day = new Date(deps.now()).toISOString().slice(0, 10)
      return new Response(streamText(leadsCsv(reports, c.get('member').workspaceId), deps.log), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="parley-leads-${day}.csv"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      })
    })
    .get('/leads/:id', async c => {
      const { workspaceId } = c.get('member')
      const card = await loadLeadCard(db, workspaceId, c.req.param('id'), deps.now())
      if (!card) throw new ApiError('not_found')
      const { waiting, dueAt } = await rowOf(workspaceId, card.id)
      const verdict = await loadVerdict(db, workspaceId, card.id)
      const lifecycle = await loadLeadLifecycle(db, deps, { workspaceId, leadId: card.id })
      if (!lifecycle) throw new ApiError('not_found')
      return c.json<LeadDetail>({ ...card, waiting, dueAt, verdict, lifecycle })
    })
    .post('/leads/:id/accept', requirePermission('decide_leads'), body(nothing), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      await decideLead(deps, { workspaceId, leadId, actor: { id: userId, name }, decision: { verdict: 'accepted' } })
      return c.json<LeadRow>(await rowOf(workspaceId, leadId))
    })
    .post('/leads/:id/reject', requirePermission('decide_leads'), body(rejectRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      const decision = { verdict: 'rejected', ...c.req.valid('json') } as const
      await decideLead(deps, { workspaceId, leadId, actor: { id: userId, name }, decision })
      return c.json<LeadRow>(await rowOf(workspaceId, leadId))
    })
    .post('/leads/:id/trust', requirePermission('decide_leads'), body(nothing), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      await trustLead(deps, { workspaceId, leadId, actor: { id: userId, name } })
      return c.json<LeadRow>(await rowOf(workspaceId, leadId))
    })
    .post('/leads/:id/undo', requirePermission('decide_leads'), body(nothing), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      await undoVerdict(deps, { workspaceId, leadId, actor: { id: userId, name } })
      return c.json<LeadRow>(await rowOf(workspaceId, leadId))
    })
}
