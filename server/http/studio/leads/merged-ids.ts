import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../../../deps.ts'
import { resolveLeadId } from '../../../leads/resolve-lead.ts'
import type { StudioEnv } from '../studio-env.ts'

/**
 * Sends whoever asks for a lead that was merged into another one on to that one: 308, which keeps method and body. So every
 * route of a lead takes both ids, whoever adds it.
 */
export function followMergedIds({ store }: Pick<Deps, 'store'>): MiddlewareHandler<StudioEnv> {
  return async (c, next) => {
    const id = c.req.param('id') ?? ''
    const now = await resolveLeadId(store.db, c.get('member').workspaceId, id)
    if (now === id) return await next()
    const address = new URL(c.req.url)
    const path = address.pathname.replace(`/leads/${encodeURIComponent(id)}`, `/leads/${encodeURIComponent(now)}`)
    return c.redirect(`${path}${address.search}`, 308)
  }
}
