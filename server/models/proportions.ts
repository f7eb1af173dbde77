/** Share with its 95 % interval. Wilson, JASA 22 (1927). Null of nothing. */
export interface Proportion {
  readonly part: number
  readonly of: number
  readonly share: number | null
  readonly low: number
  readonly high: number
}

const Z = 1.959963984540054

export function proportionOf(part: number, of: number): Proportion {
  if (of === 0) return { part, of, share: null, low: 0, high: 1 }
  const share = part / of
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of)
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))
  return { part, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** How much higher the share of `b` is, with its 95 % interval. Newcombe, Statistics in Medicine 17 (1998), method 10. */
export function differenceOf(
  a: Proportion,
  b: Proportion,
): { readonly by: number; readonly low: number; readonly high: number } | null {
  if (a.share === null || b.share === null) return null
  const by = b.share - a.share
  return {
    by,
    low: by - Math.hypot(b.share - b.low, a.high - a.share),
    high: by + Math.hypot(b.high - b.share, a.share - a.low),
  }
}
