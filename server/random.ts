import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 4096

/**
 * A source of random bytes that asks the system for many at a time: asking for the few of an id costs more than all else
 * about it. No byte is given out twice.
 */
export function createRandomBytes(): (count: number) => Uint8Array {
  let pool = new Uint8Array(0)
  let used = 0
  return count => {
    if (count > POOL_BYTES) return randomFillSync(new Uint8Array(count))
    if (used + count > pool.length) {
      pool = randomFillSync(new Uint8Array(POOL_BYTES))
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  }
}
