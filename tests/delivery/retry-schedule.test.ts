import { describe, expect, it } from 'vitest'
import { MOST_ATTEMPTS, nextAttemptAt, readRetryAfter } from '#server/delivery/retry-schedule.ts'

const now = Date.UTC(2026, 10, 22, 12)
const seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

describe('the next attempt', () => {
  it.for(seconds.map((wait, index) => [index + 1, wait] as const))('after %i comes %i s later', ([attempts, wait]) => {
    expect(nextAttemptAt({ attempts, now, random: 0 })).toBe(now + wait * 1000)
  })

  it('is put off by up to a fifth of the wait, at random', () => {
    expect(nextAttemptAt({ attempts: 1, now, random: 0.5 })).toBe(now + 5_500)
    expect(nextAttemptAt({ attempts: 1, now, random: 0.999_999 })).toBe(now + 6_000)
  })

  it('does not come after the tenth', () => {
    expect(MOST_ATTEMPTS).toBe(10)
    expect(nextAttemptAt({ attempts: 10, now, random: 0 })).toBeNull()
    expect(nextAttemptAt({ attempts: 11, now, random: 0, retryAfterMs: 1000 })).toBeNull()
  })

  it('waits longer when the server asks for it, never shorter', () => {
    expect(nextAttemptAt({ attempts: 1, now, random: 0, retryAfterMs: 90_000 })).toBe(now + 90_000)
    expect(nextAttemptAt({ attempts: 2, now, random: 0, retryAfterMs: 1_000 })).toBe(now + 300_000)
  })

  it('waits a day at most, whatever the server asks', () => {
    expect(nextAttemptAt({ attempts: 1, now, random: 0, retryAfterMs: 1e15 })).toBe(now + 86_400_000)
  })
})

describe('Retry-After', () => {
  it.for([
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:59:00 GMT', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['9'.repeat(400), undefined],
    [undefined, undefined],
  ] as const)('%j means %s ms', ([header, milliseconds]) => {
    expect(readRetryAfter(header, now)).toBe(milliseconds)
  })
})
