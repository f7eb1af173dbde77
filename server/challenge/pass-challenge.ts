import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { LiveSite } from '../publishing/live.ts'
import { trustSession } from '../sessions/trust-session.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { loadChallengeSecret } from './challenge-setting.ts'
import { verifyTurnstile } from './verify-turnstile.ts'

/** In a lead's history: nobody of the workspace. */
const CHALLENGE = { id: 'system', name: 'Turnstile' }

/** Whether the answer of a visitor's challenge holds: then their session is let out of quarantine, if it was in it. */
export async function passChallenge(
  deps: Deps,
  { session, site, answer }: { readonly session: SessionTable; readonly site: LiveSite; readonly answer: string },
): Promise<boolean> {
  const { workspace_id: workspaceId, id: sessionId } = session
  if (session.quarantine === null) return true
  const secret = site.challenge ? await loadChallengeSecret(deps, { workspaceId, siteId: site.id }) : null
  if (secret === null) return false
  const hosts = site.origins.map(origin => new URL(origin).hostname)
  if (!(await verifyTurnstile(deps, { secret, answer, session: sessionId, hosts }))) return false
  try {
    await trustSession(deps, { workspaceId, sessionId, actor: CHALLENGE })
  } catch (error) {
    // Somebody let it through meanwhile.
    if (!(error instanceof ApiError && error.code === 'conflict')) throw error
  }
  return true
}
