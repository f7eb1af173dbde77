import { expect, test } from 'vitest'
import { retryAfter } from '#widget/outbox/retry-after.ts'

const NOW = Date.parse('2026-11-23T10:00:00Z')

test.each([
  ['2', 2000],
  ['0', undefined],
  ['-5', undefined],
  ['86400', 600_000],
  ['Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 09:59:00 GMT', undefined],
  ['Mon, 23 Nov 2076 10:00:00 GMT', 600_000],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('a Retry-After of %j means to wait for %j ms, ten minutes at most', (header, expected) => {
  expect(retryAfter(header, NOW)).toBe(expected)
})
