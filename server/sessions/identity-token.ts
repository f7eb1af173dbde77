import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { IdentityProblem } from '#flows/api.ts'

/** Whom the customer's own server says a visitor is. */
export interface Identity {
  /** The customer's id of the person. */
  readonly subject: string
  readonly email?: string
  readonly name?: string
  readonly company?: string
}

export type ReadIdentity =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly problem: IdentityProblem }

interface SiteOf {
  readonly workspaceId: string
  readonly siteId: string
}

/** How far the two servers' clocks may be apart. */
const LEEWAY_SECONDS = 60

/** What the customer's server signs with: another one for each site, the same each time, never in a browser. */
export function identitySecret(secret: string, { workspaceId, siteId }: SiteOf): string {
  return createHmac('sha256', secret).update(`identity:${workspaceId}:${siteId}`).digest('base64url')
}

const words = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u)
const seconds = z.number().min(0).max(Number.MAX_SAFE_INTEGER)
const claims = z.object({
  sub: words,
  exp: seconds,
  nbf: seconds.optional(),
  email: z.email().max(254).optional(),
  name: words.optional(),
  company: words.optional(),
})

/**
 * Reads a JSON Web Token (RFC 7519) signed with HS256 under `secret`, at `at` milliseconds since 1970. Nothing in it is looked
 * at before its signature holds. It must say who (`sub`) and until when (`exp`); `nbf`, `email`, `name` and `company` are
 * read, other claims are left alone.
 */
export function readIdentity(token: string, secret: string, at: number): ReadIdentity {
  const [head = '', body = '', signature = '', ...rest] = token.split('.')
  const header = parsePart(head)
  if (rest.length > 0 || !isRecord(header) || !signature) return { ok: false, problem: 'malformed' }
  // `none`, and keys of another kind read as a secret, are the two old ways around a signature.
  if (header.alg !== 'HS256' || 'crit' in header) return { ok: false, problem: 'bad_algorithm' }
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { ok: false, problem: 'bad_signature' }
  }
  const parsed = claims.safeParse(parsePart(body))
  if (!parsed.success) return { ok: false, problem: 'bad_claims' }
  const { sub, exp, nbf, email, name, company } = parsed.data
  const now = at / 1000
  if (exp + LEEWAY_SECONDS <= now) return { ok: false, problem: 'expired' }
  if (nbf !== undefined && nbf - LEEWAY_SECONDS > now) return { ok: false, problem: 'not_yet_valid' }
  const identity = {
    subject: sub,
    ...(email && { email: email.toLowerCase() }),
    ...(name && { name }),
    ...(company && { company }),
  }
  return { ok: true, identity }
}

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
