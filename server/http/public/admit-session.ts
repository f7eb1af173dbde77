import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { type LiveSite, loadSiteOf } from '../../publishing/live.ts'
import { findSession } from '../../sessions/find-session.ts'
import type { SessionTable } from '../../store/session-tables.ts'
import { checkOrigin } from './origin-gate.ts'
import type { PublicGate } from './public-gate.ts'

interface Bearer {
  readonly id: string
  readonly token: string | undefined
  readonly origin: string | undefined
}

/** The session a request may act for, and its site: throws `invalid_token`, `origin_refused` or `rate_limited`. */
export async function admitSession(
  { store, config }: Pick<Deps, 'store' | 'config'>,
  { limits }: Pick<PublicGate, 'limits'>,
  { id, token, origin }: Bearer,
): Promise<{ session: SessionTable; site: LiveSite }> {
  const session = await findSession(store.db, id, token)
  const site = await loadSiteOf(store.db, session.workspace_id, session.site_id)
  if (!site) throw new ApiError('not_found', { detail: 'The site of this session is gone.' })
  checkOrigin(origin, site.origins, config.publicUrl)
  limits.session(session.id)
  return { session, site }
}
