import type { ExposuresRequest } from '#flows/api.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { type LiveSite, loadRelease } from '../publishing/live.ts'
import { insertAll } from './insert-all.ts'
import { countable, exposureRows } from './record-exposures.ts'

/**
 * Counts wording that was shown outside a session, as a launcher's teaser is. Gives back how many of the exposures are
 * believed. A retired release is fine: what was shown was shown. Throws ApiError unknown_release.
 */
export async function recordTeaserExposures(deps: Deps, site: LiveSite, request: ExposuresRequest): Promise<number> {
  const release = await loadRelease(deps.store.db, site.workspaceId, request.release)
  if (release?.siteId !== site.id) throw new ApiError('unknown_release')
  const at = deps.now()
  const shown = { release, unit: request.visitor, sessionId: null, at }
  const exposures = countable(deps.log, { ...shown, exposures: request.exposures })
  if (exposures.length > 0) await deps.store.write(trx => insertAll(trx, exposureRows(shown, exposures)))
  return exposures.length
}
