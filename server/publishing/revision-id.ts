import { createHash } from 'node:crypto'
import { canonicalJson } from '#flows/canonical.ts'

/** The id of a revision: sha-256 (hex) of its canonical JSON. Equal content has one id, whatever the order of its keys. */
export function revisionId(body: unknown): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex')
}
