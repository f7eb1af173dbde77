import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/** Keeps secrets of destinations unreadable to whoever has the database but not the configured secret. */
export interface Sealer {
  /** `bond` is what the secret belongs to; it must be the same when it is opened. */
  seal(plain: string, bond: string): string
  /** Null when it was sealed with another key, for another bond, or was changed. */
  open(sealed: string, bond: string): string | null
}

interface SealerOptions {
  /** Of the configuration, at least 32 characters. */
  readonly secret: string
  readonly randomBytes: (count: number) => Uint8Array
}

const VERSION = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under a key that HKDF-SHA256 derives for this use alone. */
export function createSealer({ secret, randomBytes }: SealerOptions): Sealer {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'parley destination secrets v1', 32))
  return {
    seal(plain, bond) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bond))
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`
    },
    open(sealed, bond) {
      const [version, encoded = ''] = sealed.split('.')
      const bytes = Buffer.from(encoded, 'base64url')
      if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) return null
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(bond)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

/** What a destination's secret is bound to: moved to another row or workspace, it does not open. */
export function destinationBond(workspaceId: string, destinationId: string): string {
  return `${workspaceId}/${destinationId}`
}
