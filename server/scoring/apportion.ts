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

/**
 * The same for a sum that is given: whole numbers that add up to `target`, which is at most the rounded up sum of the
 * shares. Shares over it give way in proportion; none is rounded past the next whole number.
 */
export function distribute(shares: readonly number[], target: number): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  // Fractions that were added up in another order must not tip a whole number over.
  const scaled = shares.map(share => snapped(target < Math.floor(sum + SNAP) ? (share * target) / sum : share))
  const whole = scaled.map(Math.floor)
  let missing = target - whole.reduce((total, share) => total + share, 0)
  for (const index of byRemainder(scaled)) {
    if (missing <= 0) break
    whole[index] = (whole[index] ?? 0) + 1
    missing -= 1
  }
  return whole
}

const SNAP = 1e-9

function snapped(share: number): number {
  return Math.round(share / SNAP) * SNAP
}

/** Indexes, the largest remainder first. */
function byRemainder(shares: readonly number[]): number[] {
  const remainders = shares.map((share, index) => ({ index, rest: share - Math.floor(share) }))
  return remainders.sort((a, b) => b.rest - a.rest || a.index - b.index).map(({ index }) => index)
}
