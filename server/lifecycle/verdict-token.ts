import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a link in an alert allows: one verdict on one lead, until it expires. */
export interface VerdictGrant {
  readonly workspaceId: string
  readonly leadId: string
  readonly verdict: 'accept' | 'reject'
  /** Whose lead it was when the alert went out: who acts by the link is written down as this person, by mail. */
  readonly owner: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** An alert that waits longer is no reason to act any more. */
export const VERDICT_LINK_MS = 14 * 86_400_000

const grantSchema = z.tuple([z.string(), z.string(), z.enum(['accept', 'reject']), z.string(), z.number()])

/** Signed with the installation's secret, so that it can be written into letters without being kept. */
export function createVerdictToken(secret: string, grant: VerdictGrant): string {
  const { workspaceId, leadId, verdict, owner, expiresAt } = grant
  const body = Buffer.from(JSON.stringify([workspaceId, leadId, verdict, owner, expiresAt])).toString('base64url')
  return `${body}.${sign(secret, body)}`
}

/** The grant of a token, or null when it was not signed here. Whether it has expired is the caller's to say. */
export function readVerdictToken(secret: string, token: string): VerdictGrant | null {
  const [body = '', given = ''] = token.split('.')
  const expected = Buffer.from(sign(secret, body))
  const actual = Buffer.from(given)
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return null
  const parsed = grantSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  if (!parsed.success) return null
  const [workspaceId, leadId, verdict, owner, expiresAt] = parsed.data
  return { workspaceId, leadId, verdict, owner, expiresAt }
}

function sign(secret: string, body: string): string {
  return createHmac('sha256', secret).update(`verdict:${body}`).digest('base64url')
}
