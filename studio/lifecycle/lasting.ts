const STEPS: readonly (readonly [string, number])[] = [
  ['y', 365 * 86_400_000],
  ['mo', 30 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
]

/** How long something lasted, in one short word: `3 d`, `20 min`. */
export function lasting(milliseconds: number): string {
  for (const [unit, size] of STEPS) if (milliseconds >= size) return `${Math.floor(milliseconds / size)} ${unit}`
  return 'a moment'
}

const WORDS: readonly (readonly [string, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** The same in full words: `3 days`. */
export function lastingInWords(milliseconds: number): string {
  for (const [unit, size] of WORDS) {
    const number = Math.floor(milliseconds / size)
    if (number >= 1) return `${number} ${unit}${number === 1 ? '' : 's'}`
  }
  return 'less than a minute'
}
