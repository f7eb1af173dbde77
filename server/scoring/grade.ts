import type { ScoreModel } from './score-model.ts'

interface Sums {
  readonly fit: number
  readonly engagement: number
}

/** Fit as a letter and engagement as a digit, `A1` the best and `D4` the least; null for a model without grades. */
export function gradeOf({ fit, engagement }: Sums, { grades }: Pick<ScoreModel, 'grades'>): string | null {
  if (!grades) return null
  const { a, b, c } = grades.fit
  const { one, two, three } = grades.engagement
  const letter = fit >= a ? 'A' : fit >= b ? 'B' : fit >= c ? 'C' : 'D'
  const digit = engagement >= one ? 1 : engagement >= two ? 2 : engagement >= three ? 3 : 4
  return `${letter}${digit}`
}

/** Both groups as one whole number from 0 to 100; null for a model without one. */
export function hundredOf({ fit, engagement }: Sums, { hundred }: Pick<ScoreModel, 'hundred'>): number | null {
  if (!hundred) return null
  return Math.round(partOf(fit, hundred.fit) + partOf(engagement, hundred.engagement))
}

function partOf(points: number, { max, weight }: { readonly max: number; readonly weight: number }): number {
  return weight * Math.min(1, Math.max(0, points / max))
}
