import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import { contentItems } from '../../content/content-item.ts'
import { CONTENT_KIND_IDS, CONTENT_KINDS } from '../../content/content-kinds.ts'
import { loadContent } from '../../content/load-content.ts'
import { saveContent } from '../../content/save-content.ts'
import { useOfContent } from '../../content/seen-content.ts'
import type { Deps } from '../../deps.ts'
import { EVENT_TYPES } from '../../scoring/event-types.ts'
import type { ContentState, SaveContentRequest } from './content-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const saveRequest = z.strictObject({
  version: z.int().min(0),
  items: contentItems,
}) satisfies Accepts<SaveContentRequest>

const kinds = CONTENT_KIND_IDS.map(id => {
  const { label, page, file } = CONTENT_KINDS[id]
  return { id, label, page: EVENT_TYPES[page].label, file: EVENT_TYPES[file].label }
})

/** What pages and files of the company's own site are. */
export function contentRoutes(deps: Deps) {
  const { db, reports } = deps.store

  async function stateOf(workspaceId: string): Promise<ContentState> {
    const list = await loadContent(db, workspaceId)
    return { ...list, ...(await useOfContent(reports, workspaceId, list.items)), kinds }
  }

  return new Hono<StudioEnv>()
    .get('/content', async c => c.json<ContentState>(await stateOf(c.get('member').workspaceId)))
    .put('/content', requirePermission('edit_flows'), body(saveRequest), async c => {
      const { workspaceId } = c.get('member')
      await saveContent(deps, { workspaceId, ...c.req.valid('json') })
      return c.json<ContentState>(await stateOf(workspaceId))
    })
}
