import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { forgetAccountRules } from '../../../accounts/account-rules.ts'
import { noteAccount } from '../../../accounts/note-account.ts'
import { requirePermission } from '../../../auth/require-role.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError } from '../../../errors.ts'
import { mergeLeads } from '../../../leads/merge-leads.ts'
import { previewMerge } from '../../../leads/preview-merge.ts'
import { findOthers, keepApart, likelySame, loadOther } from '../../../leads/same-person.ts'
import { splitLeads } from '../../../leads/split-leads.ts'
import { standingMerges } from '../../../leads/standing-merges.ts'
import type { MergedLead, MergePreview, OtherRequest, SamePerson, SameQuery, SplitLeads } from '../account-types.ts'
import { type Accepts, body, query } from '../request-parts.ts'
import type { StudioEnv } from '../studio-env.ts'
import type { LeadRow } from '../studio-types.ts'
import { loadLeadRow } from './lead-row.ts'

const sameQuery = z.strictObject({ q: z.string().trim().max(200).optional() }) satisfies Accepts<SameQuery>
const otherRequest = z.strictObject({ other: z.string().min(1).max(64) }) satisfies Accepts<OtherRequest>
const nothing = z.strictObject({})

/** Two leads of one person: suggestions, search, a preview, and the merge with its way back. */
export function mergeRoutes(deps: Deps) {
  const { db } = deps.store

  async function rowOf(workspaceId: string, leadId: string): Promise<LeadRow> {
    const row = await loadLeadRow(db, workspaceId, leadId)
    if (!row) throw new ApiError('not_found')
    return row
  }

  function told(c: Context<StudioEnv>, other: string) {
    const { workspaceId, userId, name } = c.get('member')
    return { workspaceId, into: c.req.param('id') ?? '', from: other, actor: { id: userId, name } }
  }

  function announce(workspaceId: string, leads: readonly string[]): void {
    forgetAccountRules(workspaceId)
    for (const lead of leads) deps.live.publish(workspaceId, { type: 'lead', lead, change: 'updated' })
    deps.wakeDelivery()
  }

  return new Hono<StudioEnv>()
    .get('/leads/:id/same', query(sameQuery), async c => {
      const { workspaceId } = c.get('member')
      const leadId = c.req.param('id')
      if (!(await loadOther(db, workspaceId, leadId))) throw new ApiError('not_found')
      const { q } = c.req.valid('query')
      return c.json<SamePerson>({
        likely: await likelySame(db, workspaceId, leadId),
        found: q ? await findOthers(db, { workspaceId, leadId, q }) : [],
        merged: await standingMerges(db, workspaceId, leadId),
      })
    })
    .post('/leads/:id/merge-preview', requirePermission('decide_leads'), body(otherRequest), async c => {
      return c.json<MergePreview>(await previewMerge(deps, told(c, c.req.valid('json').other)))
    })
    .post('/leads/:id/merge', requirePermission('decide_leads'), body(otherRequest), async c => {
      const input = told(c, c.req.valid('json').other)
      const { workspaceId } = input
      const before = await loadOther(db, workspaceId, input.from)
      const merged = await deps.store.write(async trx => {
        const done = await mergeLeads(trx, deps, input)
        // The company that loses somebody counts anew; the other one does with the score.
        const domain = before?.email.split('@').at(-1)
        if (domain) await noteAccount(trx, { workspaceId, domain, at: deps.now() })
        return done
      })
      announce(workspaceId, [merged.into])
      return c.json<MergedLead>({ merge: merged.mergeId, lead: await rowOf(workspaceId, merged.into) })
    })
    .post('/leads/:id/apart', requirePermission('decide_leads'), body(otherRequest), async c => {
      const { workspaceId, userId } = c.get('member')
      const [leadId, otherId] = [c.req.param('id'), c.req.valid('json').other]
      for (const id of [leadId, otherId]) if (!(await loadOther(db, workspaceId, id))) throw new ApiError('not_found')
      await deps.store.write(trx => keepApart(trx, { workspaceId, leadId, otherId, actor: userId, at: deps.now() }))
      return c.json({ ok: true })
    })
    .post('/merges/:id/undo', requirePermission('decide_leads'), body(nothing), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const actor = { id: userId, name }
      const split = await deps.store.write(async trx => {
        const done = await splitLeads(trx, deps, { workspaceId, mergeId: c.req.param('id'), actor })
        for (const id of [done.into, done.from]) {
          const domain = (await loadOther(trx, workspaceId, id))?.email.split('@').at(-1)
          if (domain) await noteAccount(trx, { workspaceId, domain, at: deps.now() })
        }
        return done
      })
      announce(workspaceId, [split.into, split.from])
      return c.json<SplitLeads>({
        lead: await rowOf(workspaceId, split.into),
        other: await rowOf(workspaceId, split.from),
      })
    })
}
