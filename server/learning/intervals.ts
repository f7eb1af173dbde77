/** A share with the bounds it may really have. */
export interface Share {
  readonly share: number
  readonly from: number
  readonly to: number
}

/** 97.5 % of the normal distribution: intervals of 95 %. */
const Z = 1.959963984540054

/**
 * Wilson's interval of a share (Wilson 1927; recommended for small counts by Brown, Cai & DasGupta 2001). `count` may be
 * a weighted one. Null for nothing out of nothing.
 */
export function wilson(count: number, of: number): Share | null {
  if (!(of > 0)) return null
  const share = count / of
  const square = Z * Z
  const middle = (share + square / (2 * of)) / (1 + square / of)
  const half = (Z / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of))
  return { share, from: Math.max(0, middle - half), to: Math.min(1, middle + half) }
}

/** Interval of the difference of two independent shares, a − b, from their Wilson intervals (Newcombe 1998, method 10). */
export function differenceOf(a: Share, b: Share): Share {
  const difference = a.share - b.share
  return {
    share: difference,
    from: difference - Math.hypot(a.share - a.from, b.to - b.share),
    to: difference + Math.hypot(a.to - a.share, b.share - b.from),
  }
}
