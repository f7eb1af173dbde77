import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import { type ChallengeSettings, loadChallenge, saveChallenge } from '../../challenge/challenge-setting.ts'
import type { Deps } from '../../deps.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type { SaveChallengeRequest } from './studio-types.ts'

/** Keys of Cloudflare: printable, without blanks. */
const key = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{0,200}$/)
const saveRequest = z.strictObject({
  mode: z.enum(['off', 'suspects', 'always']),
  siteKey: key,
  secret: key.optional(),
}) satisfies Accepts<SaveChallengeRequest>

/** What is asked of visitors who look like robots. */
export function challengeRoutes(deps: Deps) {
  return new Hono<StudioEnv>()
    .get('/site/challenge', async c =>
      c.json<ChallengeSettings>(await loadChallenge(deps.store.db, c.get('member').workspaceId)),
    )
    .put('/site/challenge', requirePermission('manage_site'), body(saveRequest), async c =>
      c.json<ChallengeSettings>(await saveChallenge(deps, c.get('member').workspaceId, c.req.valid('json'))),
    )
}
