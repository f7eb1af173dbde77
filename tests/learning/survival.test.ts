import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { censoringCurve, type Followed, weighByMaturity } from '#server/learning/survival.ts'

const won = (days: number): Followed => ({ days, decided: true, good: true })
const lost = (days: number): Followed => ({ days, decided: true, good: false })
const open = (days: number): Followed => ({ days, decided: false, good: false })

describe('censoringCurve', () => {
  it('is Kaplan and Meier with censoring as the event', () => {
    // At 2 one of 4 at risk is censored, at 5 one of 2.
    const curve = censoringCurve([open(2), won(3), open(5), lost(7)])
    expect([1, 2, 2.5, 5, 6, 100].map(curve)).toEqual([1, 1, 0.75, 0.75, 0.375, 0.375])
  })

  it('takes decisions before censorings of the same day', () => {
    expect(censoringCurve([won(2), open(2), lost(9)])(3)).toBe(0.5)
  })
})

describe('weighByMaturity', () => {
  it('counts every lead once where all are decided', () => {
    expect(weighByMaturity([won(3), lost(40), won(20)]).weights).toEqual([1, 1, 1])
  })

  it('leaves open young leads out instead of counting them as lost, and lets others stand for them', () => {
    const { weights, censored } = weighByMaturity([open(2), won(3), lost(7), open(60)], 30)
    expect(weights[0]).toBe(0)
    expect(weights[1]).toBeCloseTo(1 / 0.75, 12)
    expect(weights[3]).toBeCloseTo(1 / 0.75, 12)
    expect(censored).toBe(1)
  })

  it('learns from the good outcomes when a lead is old enough to be given up', () => {
    const leads = [...Array.from({ length: 9 }, (_, index) => won(20 + index)), won(90), lost(5)]
    expect(weighByMaturity(leads).matureDays).toBe(28)
    expect(weighByMaturity(Array.from({ length: 10 }, () => won(1))).matureDays).toBe(14)
    expect(weighByMaturity([won(1), lost(2)]).matureDays).toBe(60)
    expect(weighByMaturity([]).matureDays).toBe(60)
  })

  it('never gives a weight that is none', () => {
    const lead = fc.record({
      days: fc.integer({ min: 0, max: 200 }),
      decided: fc.boolean(),
      good: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(lead, { maxLength: 60 }), leads => {
        const { weights } = weighByMaturity(leads)
        for (const weight of weights) expect(weight === 0 || (weight >= 1 && weight <= 10)).toBe(true)
      }),
    )
  })
})
