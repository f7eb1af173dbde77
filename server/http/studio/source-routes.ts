import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { readSourceRules } from '../../leads/load-source-rules.ts'
import { saveSourceRules } from '../../leads/save-source-rules.ts'
import { fits, rankOf, sourceRules } from '../../leads/source-rules.ts'
import { type Accepts, body } from './request-parts.ts'
import type { SaveSourcesRequest, SeenSource, SourceSettings } from './source-types.ts'
import type { StudioEnv } from './studio-env.ts'

const saveRequest = z.strictObject({
  version: z.int().min(0),
  rules: sourceRules,
}) satisfies Accepts<SaveSourcesRequest>

/** Sources that are listed, the most frequent first. */
const SEEN = 100
/** Sources whose leads are counted for the rules: each is held against each rule. */
const COUNTED = 5_000

/** How much sources matter, and whether marketing or sales works with their leads (R26). */
export function sourceRoutes(deps: Deps) {
  const { db, reports } = deps.store

  async function settingsOf(workspaceId: string): Promise<SourceSettings> {
    const { version, rules, swept } = await readSourceRules(db, workspaceId)
    const rows = await reports
      .selectFrom('leads')
      .select(['source', 'medium', 'campaign', eb => eb.fn.countAll().as('count')])
      .where('workspace_id', '=', workspaceId)
      .groupBy(['source', 'medium', 'campaign'])
      .orderBy('count', 'desc')
      .orderBy('source')
      .limit(COUNTED + 1)
      .execute()
    const found = rows.slice(0, COUNTED).map(({ count, ...touch }): SeenSource => {
      const rule = rules.rules.findIndex(one => fits(one, touch))
      return { ...touch, leads: Number(count), ...rankOf(rules, touch), rule: rule < 0 ? null : rule }
    })
    const leads = rules.rules.map(() => 0)
    for (const { rule, leads: more } of found) if (rule !== null) leads[rule] = (leads[rule] ?? 0) + more
    return { version, rules, swept, seen: found.slice(0, SEEN), leads, countedAll: rows.length <= COUNTED }
  }

  return new Hono<StudioEnv>()
    .get('/sources', async c => c.json<SourceSettings>(await settingsOf(c.get('member').workspaceId)))
    .put('/sources', requirePermission('edit_flows'), body(saveRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const { version, rules } = c.req.valid('json')
      await saveSourceRules(deps, { workspaceId, version, rules, actor: { id: userId, name } })
      return c.json<SourceSettings>(await settingsOf(workspaceId))
    })
}
