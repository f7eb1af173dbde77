import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSealer, destinationBond } from '#server/delivery/seal.ts'

const random = (count: number) => new Uint8Array(randomBytes(count))
const sealer = createSealer({ secret: 'k'.repeat(32), randomBytes: random })
const bond = destinationBond('workspace', 'destination')

it('a sealed secret opens to what it was and shows nothing of it', () => {
  const sealed = sealer.seal('whsec_très secret', bond)
  expect(sealer.open(sealed, bond)).toBe('whsec_très secret')
  expect(sealed).toMatch(/^v1\.[\w-]+$/)
  expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('whsec')
})

it('the same secret sealed twice looks different', () => {
  expect(sealer.seal('a', bond)).not.toBe(sealer.seal('a', bond))
})

it('it does not open for another destination or workspace', () => {
  const sealed = sealer.seal('a', bond)
  expect(sealer.open(sealed, destinationBond('workspace', 'other'))).toBeNull()
  expect(sealer.open(sealed, destinationBond('other', 'destination'))).toBeNull()
})

it('it does not open with another key', () => {
  const other = createSealer({ secret: 'j'.repeat(32), randomBytes: random })
  expect(other.open(sealer.seal('a', bond), bond)).toBeNull()
})

it('it does not open when any byte was changed or cut', () => {
  const sealed = sealer.seal('whsec_', bond)
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(sealer.open(`v1.${changed.toString('base64url')}`, bond)).toBeNull()
    expect(sealer.open(`v1.${bytes.subarray(0, at).toString('base64url')}`, bond)).toBeNull()
  }
})

it.for(['', 'v1', 'v1.', 'v2.AAAA', 'plain text', 'v1.****'])('%j does not open', text => {
  expect(sealer.open(text, bond)).toBeNull()
})
