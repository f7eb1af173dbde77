/** A round number at or above the highest value, for the top of a scale: 10, 20, 50, 100… and even below 10. */
export function niceTop(highest: number): number {
  if (highest <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(highest))
  const step = [1, 2, 4, 5, 10].find(factor => factor * power >= highest) ?? 10
  const top = step * power
  return top % 2 === 0 ? top : top + 1
}

/** Points of an SVG polyline, one a day, in a box 100 high with 0 at the bottom. */
export function pointsOf(values: readonly number[], top: number): string {
  const spread = values.length === 1 ? [...values, ...values] : values
  return spread.map((value, index) => `${index},${round(100 - (100 * value) / top)}`).join(' ')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
