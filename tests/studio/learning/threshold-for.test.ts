import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thresholdLines } from '#server/learning/capacity.ts'
import { lineAt, thresholdFor } from '#studio/learning/threshold-for.ts'

function linesOf(scores: readonly number[]) {
  return thresholdLines(
    scores.map(score => ({ score, good: null, recent: true })),
    1,
  )
}

describe('thresholdFor', () => {
  it('is the lowest score that brings no more leads than the team can take', () => {
    const leads = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(leads, fc.integer({ min: 0, max: 60 }), (scores, capacity) => {
        const from = (score: number) => scores.filter(one => one >= score).length
        const found = thresholdFor(linesOf(scores), capacity)
        if (!found) expect(from(Math.max(...scores))).toBeGreaterThan(capacity)
        else {
          expect(from(found.score)).toBeLessThanOrEqual(capacity)
          for (const score of scores) if (score < found.score) expect(from(score)).toBeGreaterThan(capacity)
        }
      }),
    )
  })

  it('is unknown without leads', () => {
    expect(thresholdFor([], 10)).toBeNull()
  })
})

describe('lineAt', () => {
  it('is what the threshold of now stands for, also where no lead has just that score', () => {
    expect(lineAt(linesOf([10, 20, 30]), 15)?.score).toBe(20)
    expect(lineAt(linesOf([10]), 15)).toBeNull()
  })
})
