import type { Kysely } from 'kysely'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { invalidateLive } from './live.ts'

export interface SiteSettings {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly origins: readonly string[]
  readonly consent: 'required' | 'not_required'
  /** The line a customer pastes before `</body>`. */
  readonly tag: string
  /** What a page with a content security policy must allow. */
  readonly csp: readonly { readonly directive: string; readonly source: string }[]
}

/** The workspace's site, its oldest. Throws ApiError `not_found`. */
export async function loadSiteSettings(
  db: Kysely<Database>,
  config: Pick<Config, 'publicUrl'>,
  workspaceId: string,
): Promise<SiteSettings> {
  const row = await db
    .selectFrom('sites')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (!row) throw new ApiError('not_found')
  const origin = new URL(config.publicUrl).origin
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    origins: JSON.parse(row.origins_json) as string[], // written by `saveSiteSettings` and `createSite` only
    consent: row.consent,
    tag: `<script async src="${config.publicUrl}/w/${row.key}.js"></script>`,
    csp: [
      { directive: 'script-src', source: origin },
      { directive: 'connect-src', source: origin },
    ],
  }
}

/** Stores name, origins (from `parseOrigins`) and consent; live at once. Throws ApiError `not_found`. */
export async function saveSiteSettings(
  deps: Pick<Deps, 'store' | 'config'>,
  workspaceId: string,
  settings: Pick<SiteSettings, 'name' | 'origins' | 'consent'>,
): Promise<SiteSettings> {
  const { id } = await loadSiteSettings(deps.store.db, deps.config, workspaceId)
  await deps.store.write(trx =>
    trx
      .updateTable('sites')
      .set({ name: settings.name, origins_json: JSON.stringify(settings.origins), consent: settings.consent })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute(),
  )
  invalidateLive(workspaceId)
  return await loadSiteSettings(deps.store.db, deps.config, workspaceId)
}

/** An origin as browsers send it, or null: `https://host[:port]`, and `http://` on this very machine only. */
export function parseOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return null
  // Host names as browsers write them: no wildcards, no dot at the end.
  if (!/^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/.test(url.hostname)) return null
  // Anything but an origin with at most a slash behind it was meant as something else.
  return text === url.origin || text === `${url.origin}/` ? url.origin : null
}
