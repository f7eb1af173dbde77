import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { loadSiteSettings, parseOrigin, type SiteSettings, saveSiteSettings } from '../../publishing/site-settings.ts'
import { identitySecret } from '../../sessions/identity-token.ts'
import { findPinned, pinLoader } from '../pinned-loaders.ts'
import { readLoader } from '../widget-files.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type { IdentitySecret, PinnedTag, SaveSiteRequest } from './studio-types.ts'

const origin = z
  .string()
  .trim()
  .max(300)
  .transform((text, context) => {
    const parsed = parseOrigin(text)
    if (parsed !== null) return parsed
    context.addIssue({ code: 'custom', message: 'Write it like https://www.example.com, without a path.' })
    return z.NEVER
  })
const saveRequest = z.strictObject({
  name: z.string().trim().min(1).max(120),
  origins: z
    .array(origin)
    .min(1)
    .max(50)
    .transform(origins => [...new Set(origins)]),
  consent: z.enum(['required', 'not_required']),
}) satisfies Accepts<SaveSiteRequest>

/** The site: where the widget may run, and what to paste there. */
export function siteRoutes(deps: Deps) {
  return new Hono<StudioEnv>()
    .get('/site', async c =>
      c.json<SiteSettings>(await loadSiteSettings(deps.store.db, deps.config, c.get('member').workspaceId)),
    )
    .get('/site/identity', requirePermission('manage_site'), async c => {
      const { workspaceId } = c.get('member')
      const { id } = await loadSiteSettings(deps.store.db, deps.config, workspaceId)
      return c.json<IdentitySecret>({ secret: identitySecret(deps.config.secret, { workspaceId, siteId: id }) })
    })
    .get('/site/pinned-tag', async c => {
      const { workspaceId } = c.get('member')
      const { id, key } = await loadSiteSettings(deps.store.db, deps.config, workspaceId)
      const loader = readLoader(deps.config.widgetDirectory)
      if (loader === null) throw new ApiError('not_found')
      const { publicUrl } = deps.config
      const current = pinLoader(loader, { site: key, api: publicUrl })
      const { version, integrity } = current
      // Kept from now on: by the time it is pasted Parley may have been updated.
      await findPinned(deps, { workspaceId, id }, { version, current })
      const src = `${publicUrl}/w/${key}@${version}.js`
      return c.json<PinnedTag>({
        tag: `<script async src="${src}" integrity="${integrity}" crossorigin="anonymous"></script>`,
      })
    })
    .put('/site', requirePermission('manage_site'), body(saveRequest), async c =>
      c.json<SiteSettings>(await saveSiteSettings(deps, c.get('member').workspaceId, c.req.valid('json'))),
    )
}
