import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auc } from '#server/learning/auc.ts'
import cases from './auc-cases.json' with { type: 'json' }

describe('auc', () => {
  for (const { title, scores, outcomes, expected } of cases) {
    it(title, () => {
      const found = auc(scores, outcomes)
      if (expected === null) expect(found).toBeNull()
      else expect(found).toBeCloseTo(expected, 12)
    })
  }

  it('is the share of pairs put the right way round, ties half', () => {
    const lead = fc.record({ score: fc.integer({ min: 0, max: 6 }), won: fc.integer({ min: 0, max: 1 }) })
    fc.assert(
      fc.property(fc.array(lead, { minLength: 2, maxLength: 40 }), leads => {
        const won = leads.filter(one => one.won === 1)
        const lost = leads.filter(one => one.won === 0)
        const right = won.flatMap(a => lost.map(b => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)))
        const pairs = right.reduce((sum: number, one) => sum + one, 0) / right.length
        const found = auc(
          leads.map(one => one.score),
          leads.map(one => one.won),
        )
        if (right.length === 0) expect(found).toBeNull()
        else expect(found).toBeCloseTo(pairs, 12)
      }),
    )
  })

  it('counts a lead of weight 2 like two leads', () => {
    expect(auc([1, 2, 3], [0, 1, 0], [1, 1, 2])).toBe(auc([1, 2, 3, 3], [0, 1, 0, 0]))
  })
})
