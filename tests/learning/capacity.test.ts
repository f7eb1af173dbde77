import { describe, expect, it } from 'vitest'
import { thresholdLines } from '#server/learning/capacity.ts'

const lead = (score: number, good: boolean | null, recent = true) => ({ score, good, recent })

describe('thresholdLines', () => {
  it('counts leads a week, and the good ones, from each score on', () => {
    const lines = thresholdLines([lead(10, false), lead(20, true), lead(20, null), lead(30, true, false)], 2)
    expect(lines).toEqual([
      { score: 10, perWeek: 1.5, decided: 3, good: 2, caught: 1 },
      { score: 20, perWeek: 1, decided: 2, good: 2, caught: 1 },
      { score: 30, perWeek: 0, decided: 1, good: 1, caught: 0.5 },
    ])
  })

  it('knows no share of good leads where there is none', () => {
    expect(thresholdLines([lead(5, null)], 0)).toEqual([{ score: 5, perWeek: 1, decided: 0, good: 0, caught: null }])
    expect(thresholdLines([], 4)).toEqual([])
  })
})
