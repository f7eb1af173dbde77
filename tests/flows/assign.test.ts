import { describe, expect, test } from 'vitest'
import { assign, assignAll, bucket } from '#flows/assign.ts'
import type { Experiment } from '#flows/flow.ts'
import vectors from './cases/bucketing.json' with { type: 'json' }

interface Vector {
  readonly id: string
  readonly fn: string
  readonly input: { readonly seed?: string; readonly value?: string; readonly weightsBp?: readonly number[] }
  readonly expected: Readonly<Record<string, number | readonly number[]>>
}

const all = vectors as readonly unknown[] as readonly Vector[] // values of several shapes under one name
const hashes = all.filter(({ fn }) => fn === 'hashV2')
const splits = all.filter(({ fn }) => fn === 'splitCounts')

function experiment(weights: readonly number[], change: Partial<Experiment> = {}): Experiment {
  const variants = weights.map((weight, index) => ({ id: `v${index}`, weight, patch: {} }))
  return { id: 'exp', version: 1, status: 'running', variants, ...change }
}

const units = Array.from({ length: 10_000 }, (_, index) => `u${index + 1}`)

describe('the bucket of a unit', () => {
  test.each(hashes)('$id', ({ input: { seed = '', value = '' }, expected }) => {
    expect(bucket(seed, value)).toBe(expected.basisPoint)
  })

  test.each(splits)('splits as reckoned elsewhere: $id', ({ input: { seed = '', weightsBp = [] }, expected }) => {
    const first = weightsBp[0] ?? 0
    const inFirst = units.filter(unit => bucket(seed, unit) < first).length
    expect([inFirst, units.length - inFirst]).toEqual(expected.counts)
  })
})

describe('a variant', () => {
  test('is picked by basis points, so that no point falls between two variants', () => {
    const uneven = experiment([4000, 5999, 1])
    const picked = new Set(units.map(unit => assign(uneven, unit)))
    expect(picked.has(null)).toBe(false)
  })

  test('follows the seed made of the id and the version', () => {
    const tested = experiment([5000, 5000])
    for (const unit of units.slice(0, 200))
      expect(assign(tested, unit)).toBe(bucket('exp:1', unit) < 5000 ? 'v0' : 'v1')
  })

  test('is none for those outside the weights', () => {
    const tested = experiment([1000, 1000])
    const outside = units.filter(unit => assign(tested, unit) === null).length
    expect(outside / units.length).toBeCloseTo(0.8, 1)
  })

  test('is none while the experiment does not run', () => {
    expect(assign(experiment([5000, 5000], { status: 'draft' }), 'u1')).toBeNull()
    expect(assign(experiment([5000, 5000], { status: 'stopped' }), 'u1')).toBeNull()
  })

  test('of a new version is drawn anew', () => {
    const before = units.map(unit => assign(experiment([5000, 5000]), unit))
    const after = units.map(unit => assign(experiment([5000, 5000], { version: 2 }), unit))
    const stayed = before.filter((variant, index) => variant === after[index]).length
    expect(stayed / units.length).toBeCloseTo(0.5, 1)
  })

  test('of one experiment says nothing about that of another', () => {
    const both = units.filter(
      unit =>
        assign(experiment([5000, 5000], { id: 'one' }), unit) === assign(experiment([5000, 5000], { id: 'two' }), unit),
    )
    expect(both.length / units.length).toBeCloseTo(0.5, 1)
  })
})

test('all assignments of a flow leave out those who are outside', () => {
  const experiments = [experiment([10_000], { id: 'whole' }), experiment([0], { id: 'nobody' })]
  expect(assignAll({ experiments }, 'u1')).toEqual({ whole: 'v0' })
  expect(assignAll(experiments, 'u1')).toEqual({ whole: 'v0' })
  expect(assignAll({}, 'u1')).toEqual({})
})
