import { createHmac, hash } from 'node:crypto'

interface TokenOwner {
  readonly workspaceId: string
  readonly sessionId: string
}

/** Bearer token of a session: opaque, and the same each time, so that a repeated request can be given it again. */
export function createSessionToken(secret: string, { workspaceId, sessionId }: TokenOwner): string {
  return createHmac('sha256', secret).update(`session:${workspaceId}:${sessionId}`).digest('base64url')
}

/** What is kept of a token: its sha-256 in hex. */
export function hashToken(token: string): string {
  return hash('sha256', token)
}
