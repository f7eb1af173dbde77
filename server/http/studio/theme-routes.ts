import { Hono } from 'hono'
import { z } from 'zod'
import { themeSchema } from '#flows/theme/theme-schema.ts'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { loadSiteTheme, saveSiteTheme } from '../../publishing/site-theme.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type { SiteTheme } from './theme-types.ts'

const saveRequest = z.strictObject({ theme: themeSchema.nullable() }) satisfies Accepts<SiteTheme>

/** How the site's widget looks. */
export function themeRoutes(deps: Deps) {
  return new Hono<StudioEnv>()
    .get('/site/theme', async c =>
      c.json<SiteTheme>({ theme: await loadSiteTheme(deps.store.db, c.get('member').workspaceId) }),
    )
    .put('/site/theme', requirePermission('manage_site'), body(saveRequest), async c => {
      const { theme } = c.req.valid('json')
      await saveSiteTheme(deps, c.get('member').workspaceId, theme)
      return c.json<SiteTheme>({ theme })
    })
}
