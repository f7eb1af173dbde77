import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { createLruMap } from './lru-map.ts'

interface TokenOwner {
  readonly workspaceId: string
  readonly sessionId: string
}

/** Bearer token of a session: opaque, and the same each time, so that a repeated request can be given it again. */
export function createSessionToken(secret: string, { workspaceId, sessionId }: TokenOwner): string {
  return createHmac('sha256', keyOf(secret)).update(`session:${workspaceId}:${sessionId}`).digest('base64url')
}

/** What is kept of a token: its sha-256 in hex. */
export function hashToken(token: string): string {
  return hash('sha256', token)
}

// A process has one; tests have several.
const keys = createLruMap<string, KeyObject>(10)

/** Made once: making it takes longer than signing. */
function keyOf(secret: string): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(secret, 'utf8')
  keys.set(secret, key)
  return key
}
