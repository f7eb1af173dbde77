import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLogistic, type LogisticInput, logistic, logOdds } from '#server/learning/logistic.ts'
import { solveSymmetric } from '#server/learning/solve-symmetric.ts'
import { randomFrom } from './random-leads.ts'

/** `won` of `of` leads with the fact, and the same without it. */
function oneFact(withFact: [number, number], without: [number, number]): LogisticInput {
  const rows = [
    { column: 1, won: withFact[0], of: withFact[1] },
    { column: 0, won: without[0], of: without[1] },
  ].flatMap(({ column, won, of }) => Array.from({ length: of }, (_, index) => ({ column, won: index < won ? 1 : 0 })))
  return {
    design: rows.map(({ column }) => (column === 1 ? [0] : [])),
    width: 1,
    outcomes: rows.map(({ won }) => won),
    weights: rows.map(() => 1),
    strength: 1e-8,
  }
}

/** The same minimum by plain gradient descent: slow, and nothing of Newton's in it. */
function descend({ design, width, outcomes, weights, strength, prior = [] }: LogisticInput): number[] {
  const values = [...Array.from({ length: width }, (_, column) => prior[column] ?? 0), 0]
  for (let step = 0; step < 8_000; step++) {
    const gradient = values.map((value, column) => (column < width ? strength * (value - (prior[column] ?? 0)) : 0))
    for (const [index, row] of design.entries()) {
      const active = [...row, width]
      const odds = active.reduce((sum, column) => sum + (values[column] ?? 0), 0)
      const slope = (weights[index] ?? 0) * (1 / (1 + Math.exp(-odds)) - (outcomes[index] ?? 0))
      for (const column of active) gradient[column] = (gradient[column] ?? 0) + slope
    }
    for (const [column, slope] of gradient.entries())
      values[column] = (values[column] ?? 0) - slope / (design.length / 2)
  }
  return values
}

function randomProblem(seed: number): LogisticInput {
  const random = randomFrom(seed)
  const rows = 40
  return {
    design: Array.from({ length: rows }, () => [0, 1, 2, 3].filter(() => random() < 0.4)),
    width: 4,
    outcomes: Array.from({ length: rows }, (_, index) => (index < 2 ? index : random() < 0.4 ? 1 : 0)),
    weights: Array.from({ length: rows }, () => 0.2 + random()),
    strength: 0.5 + 3 * random(),
    prior: Array.from({ length: 4 }, () => random() - 0.5),
  }
}

describe('fitLogistic', () => {
  it('finds the log odds ratio of one fact with two values', () => {
    const model = fitLogistic(oneFact([30, 40], [15, 60]))
    expect(model?.intercept).toBeCloseTo(Math.log(15 / 45), 5)
    expect(model?.coefficients[0]).toBeCloseTo(Math.log(30 / 10) - Math.log(15 / 45), 5)
  })

  it('finds the minimum that gradient descent finds, with weights and a prior', () => {
    for (const seed of [1, 2]) {
      const problem = randomProblem(seed)
      const model = fitLogistic(problem)
      const slow = descend(problem)
      for (const column of [0, 1, 2, 3]) expect(model?.coefficients[column]).toBeCloseTo(slow[column] ?? Number.NaN, 4)
      expect(model?.intercept).toBeCloseTo(slow[4] ?? Number.NaN, 4)
    }
  })

  it('stays finite where a fact parts the outcomes completely', () => {
    const model = fitLogistic({ ...oneFact([20, 20], [0, 20]), strength: 1 })
    expect(Number.isFinite(model?.coefficients[0])).toBe(true)
    expect(logistic(logOdds(model ?? { intercept: 0, coefficients: [] }, [0]))).toBeGreaterThan(0.8)
  })

  it('has no answer when all leads came out the same', () => {
    expect(fitLogistic(oneFact([5, 5], [6, 6]))).toBeNull()
    expect(fitLogistic({ design: [], width: 0, outcomes: [], weights: [], strength: 1 })).toBeNull()
  })

  it('counts a lead of weight 2 like two leads', () => {
    const one = oneFact([6, 9], [2, 7])
    const twice = { ...one, weights: one.weights.map((weight, index) => (index === 0 ? 2 * weight : weight)) }
    const copied = {
      ...one,
      design: [...one.design, [0]],
      outcomes: [...one.outcomes, 1],
      weights: [...one.weights, 1],
    }
    expect(fitLogistic(twice)?.coefficients[0]).toBeCloseTo(fitLogistic(copied)?.coefficients[0] ?? Number.NaN, 8)
  })

  it('draws to the prior the more, the stronger it is', () => {
    const problem = { ...oneFact([9, 10], [5, 10]), prior: [0.2] }
    const distance = (strength: number) => Math.abs((fitLogistic({ ...problem, strength })?.coefficients[0] ?? 0) - 0.2)
    expect(distance(0.1)).toBeGreaterThan(distance(10))
    expect(distance(1e6)).toBeLessThan(1e-4)
  })

  it('does not depend on the order of the leads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), seed => {
        const problem = randomProblem(seed)
        const turned = (values: readonly number[]) => values.toReversed()
        const model = fitLogistic(problem)
        const other = fitLogistic({
          ...problem,
          design: problem.design.toReversed(),
          outcomes: turned(problem.outcomes),
          weights: turned(problem.weights),
        })
        for (const [column, value] of (model?.coefficients ?? []).entries()) {
          expect(other?.coefficients[column]).toBeCloseTo(value, 6)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('solveSymmetric', () => {
  it('solves a system and refuses one that is not positive definite', () => {
    const solved = solveSymmetric(Float64Array.from([4, 2, 2, 3]), Float64Array.from([10, 9]))
    expect(solved && [...solved].map(value => Math.round(value * 1e9) / 1e9)).toEqual([1.5, 2])
    expect(solveSymmetric(Float64Array.from([1, 2, 2, 1]), Float64Array.from([1, 1]))).toBeNull()
  })
})
