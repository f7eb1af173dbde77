/**
 * Rounds shares to whole numbers that add up to their rounded sum, or to `cap` if that is less (method of the largest
 * remainder). No share is rounded past the next whole number. Of equal remainders the earlier in the list goes first.
 * Shares are ≥ 0, `cap` is whole and ≥ 0.
 */
export function apportion(shares: readonly number[], cap: number): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  const target = Math.min(cap, Math.round(sum))
  const scaled = Math.round(sum) > cap ? shares.map(share => (share * cap) / sum) : shares
  const whole = scaled.map(Math.floor)
  const missing = target - whole.reduce((total, share) => total + share, 0)
  const lucky = new Set(byRemainder(scaled).slice(0, missing))
  return whole.map((share, index) => (lucky.has(index) ? share + 1 : share))
}

/** Indexes, the largest remainder first. */
function byRemainder(shares: readonly number[]): number[] {
  const remainders = shares.map((share, index) => ({ index, rest: share - Math.floor(share) }))
  return remainders.sort((a, b) => b.rest - a.rest || a.index - b.index).map(({ index }) => index)
}
