import type { Kysely } from 'kysely'
import { ApiError } from '../../errors.ts'
import type { Database } from '../../store/schema.ts'

/**
 * Whether a page may use a site's key: one of the site's, or one that Parley itself serves for it (`own`). CORS would not stop it: the browser sends the request all the same and only hides
 * the answer. Compared as text, exactly: `null`, other ports, http for https, look-alikes and trailing dots all differ.
 * Throws `origin_refused`. No Origin at all (not a browser) passes; such sessions are flagged.
 */
export function checkOrigin(origin: string | undefined, allowed: readonly string[], own: string): void {
  if (origin === undefined || origin === own || allowed.includes(origin)) return
  throw new ApiError('origin_refused')
}

/** Headers with which the allowed page may read the answer. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return { vary: 'Origin' }
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'ETag, Idempotent-Replayed, Retry-After, X-Request-Id',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Origin',
  }
}

/** The answer to a browser's question whether it may send a request with these headers; it grants no data by itself. */
export function preflight(origin: string | undefined): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(origin),
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key, If-None-Match',
      'access-control-max-age': '7200',
    },
  })
}

/** How long a newly added origin may go unknown to preflights and to the headers of errors. */
const FRESH_MS = 2_000

/** Knows every origin that any site allows: enough to answer where the site is not known yet. */
export function createKnownOrigins(db: Kysely<Database>) {
  let known: ReadonlySet<string> = new Set()
  let until = 0
  return async function isKnownOrigin(origin: string): Promise<boolean> {
    if (known.has(origin)) return true
    if (until > performance.now()) return false
    const rows = await db.selectFrom('sites').select('origins_json').execute()
    known = new Set(rows.flatMap(row => JSON.parse(row.origins_json) as string[])) // written by the site settings only
    until = performance.now() + FRESH_MS
    return known.has(origin)
  }
}
