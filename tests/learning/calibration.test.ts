import { describe, expect, it } from 'vitest'
import { calibrate, probabilityOf, reliabilityOf } from '#server/learning/calibration.ts'
import { logistic } from '#server/learning/logistic.ts'
import { randomFrom } from './random-leads.ts'

const ones = (values: readonly unknown[]) => values.map(() => 1)

describe('calibrate', () => {
  it('finds the line that made the outcomes', () => {
    const random = randomFrom(5)
    const scores = Array.from({ length: 20_000 }, () => random() * 100)
    const outcomes = scores.map(score => (random() < logistic(-4 + 0.06 * score) ? 1 : 0))
    const line = calibrate({ scores, outcomes, weights: ones(scores) })
    expect(line?.slope).toBeCloseTo(0.06, 2)
    expect(line?.offset).toBeCloseTo(-4, 0)
  })

  it('gives everyone the overall rate, a little drawn to the middle, when the score says nothing', () => {
    const line = calibrate({ scores: [5, 5, 5, 5], outcomes: [1, 0, 0, 0], weights: [1, 1, 1, 1] })
    expect(line?.slope).toBe(0)
    expect(line && probabilityOf(line, 80)).toBeCloseTo((1 * (2 / 3) + 3 * (1 / 5)) / 4, 6)
  })

  it('stays finite where the score parts the outcomes completely', () => {
    const line = calibrate({ scores: [1, 2, 3, 4], outcomes: [0, 0, 1, 1], weights: [1, 1, 1, 1] })
    expect(Number.isFinite(line?.slope)).toBe(true)
    expect(line && probabilityOf(line, 4)).toBeLessThan(1)
  })

  it('has no answer for one outcome or none', () => {
    expect(calibrate({ scores: [1, 2], outcomes: [1, 1], weights: [1, 1] })).toBeNull()
    expect(calibrate({ scores: [], outcomes: [], weights: [] })).toBeNull()
  })
})

describe('reliabilityOf', () => {
  it('has no error where the predictions came true', () => {
    const scores = [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]
    const table = reliabilityOf({ scores, outcomes: [1, 0, 0, 0, 1, 1, 1, 0], weights: ones(scores) }, 2)
    expect(table?.ece).toBeCloseTo(0, 12)
    expect(table?.brier).toBeCloseTo(0.1875, 12)
    expect(table?.brierOfRate).toBeCloseTo(0.25, 12)
    expect(table?.bins.map(bin => [bin.predicted, bin.actual.share, bin.leads])).toEqual([
      [0.25, 0.25, 4],
      [0.75, 0.75, 4],
    ])
  })

  it('measures how far the predictions are off', () => {
    const scores = [0.9, 0.9, 0.9, 0.9]
    const table = reliabilityOf({ scores, outcomes: [1, 1, 0, 0], weights: ones(scores) })
    expect(table?.ece).toBeCloseTo(0.4, 12)
    expect(table?.bins).toHaveLength(1)
  })
})
