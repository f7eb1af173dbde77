import type { Kysely } from 'kysely'
import { createSealer } from '../delivery/seal.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { invalidateLive } from '../publishing/live.ts'
import type { Database } from '../store/schema.ts'

/** What a site asks of visitors, so that robots stay out: Cloudflare Turnstile. */
export interface ChallengeSetting {
  /** Of those only who look like robots, or of everybody who begins a conversation. */
  readonly mode: 'suspects' | 'always'
  /** Public key of the widget at Cloudflare. */
  readonly siteKey: string
}

/** The same as the studio sees it: the secret is write-only. */
export interface ChallengeSettings {
  readonly mode: ChallengeSetting['mode'] | 'off'
  readonly siteKey: string
  readonly hasSecret: boolean
}

export interface SaveChallenge {
  readonly mode: ChallengeSettings['mode']
  readonly siteKey: string
  /** Left out: the one that is stored stays. */
  readonly secret?: string | undefined
}

type SettingDeps = Pick<Deps, 'store' | 'config' | 'randomBytes'>

/** Reads `challenge_json`; null when the site asks nothing. */
export function parseChallenge(json: string | null): ChallengeSetting | null {
  return json === null ? null : (JSON.parse(json) as ChallengeSetting) // written by `saveChallenge` only
}

/** The setting of the workspace's site. Throws ApiError `not_found`. */
export async function loadChallenge(db: Kysely<Database>, workspaceId: string): Promise<ChallengeSettings> {
  const row = await findRow(db, workspaceId)
  const { mode = 'off', siteKey = '' } = parseChallenge(row.challenge_json) ?? {}
  return { mode, siteKey, hasSecret: row.challenge_sealed !== null }
}

/** Stores the setting; live at once. Throws ApiError `not_found`, or `invalid_body` when it asks without both keys. */
export async function saveChallenge(
  deps: SettingDeps,
  workspaceId: string,
  { mode, siteKey, secret }: SaveChallenge,
): Promise<ChallengeSettings> {
  const { id, challenge_sealed: stored } = await findRow(deps.store.db, workspaceId)
  const sealed = secret ? sealerOf(deps).seal(secret, bondOf(workspaceId, id)) : mode === 'off' ? null : stored
  if (mode !== 'off' && !siteKey) throw missing('/siteKey')
  if (mode !== 'off' && sealed === null) throw missing('/secret')
  await deps.store.write(trx =>
    trx
      .updateTable('sites')
      .set({
        challenge_json: mode === 'off' ? null : JSON.stringify({ mode, siteKey } satisfies ChallengeSetting),
        challenge_sealed: sealed,
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute(),
  )
  invalidateLive(workspaceId)
  return await loadChallenge(deps.store.db, workspaceId)
}

/** The secret that a site's challenges are verified with; null without one, or when it was sealed with another key. */
export async function loadChallengeSecret(
  deps: SettingDeps,
  { workspaceId, siteId }: { readonly workspaceId: string; readonly siteId: string },
): Promise<string | null> {
  const row = await deps.store.db
    .selectFrom('sites')
    .select('challenge_sealed')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', siteId)
    .executeTakeFirst()
  return row?.challenge_sealed ? sealerOf(deps).open(row.challenge_sealed, bondOf(workspaceId, siteId)) : null
}

/** The workspace's site, its oldest. */
async function findRow(db: Kysely<Database>, workspaceId: string) {
  const row = await db
    .selectFrom('sites')
    .select(['id', 'challenge_json', 'challenge_sealed'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (!row) throw new ApiError('not_found')
  return row
}

function sealerOf({ config, randomBytes }: SettingDeps) {
  return createSealer({ secret: config.secret, randomBytes })
}

/** Moved to another site, a secret does not open. */
function bondOf(workspaceId: string, siteId: string): string {
  return `challenge/${workspaceId}/${siteId}`
}

function missing(pointer: string): ApiError {
  return new ApiError('invalid_body', {
    errors: [{ pointer, code: 'missing', message: 'Cloudflare shows both keys.' }],
  })
}
