import type { Random } from './random.ts'

const HOUR_MS = 3_600_000

/** A moment of the period, in milliseconds since 1970: mostly on weekdays and while somebody somewhere is at work. */
export function pickMoment(random: Random, { from, to }: { readonly from: number; readonly to: number }): number {
  for (;;) {
    const at = Math.floor(from + random.next() * (to - from))
    if (random.next() < likelihood(new Date(at))) return at
  }
}

function likelihood(at: Date): number {
  const hour = (at.getTime() % (24 * HOUR_MS)) / HOUR_MS
  const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6
  // European mornings to American afternoons, in UTC.
  const day = hour < 6 ? 0.12 : hour < 8 ? 0.5 : hour < 20 ? 1 : 0.4
  return weekend ? day * 0.3 : day
}
