import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, type Facts, factsRead, holds } from '#flows/condition.ts'
import { conditionSchema } from '#flows/flow-schema.ts'
import cases from './cases/conditions.json' with { type: 'json' }

describe('a condition', () => {
  test.each(cases)('$says', ({ when, facts, holds: expected }) => {
    expect(conditionSchema.safeParse(when).success).toBe(true)
    // JSON modules are typed by their text; the schema has just parsed it.
    expect(holds(when as Condition, facts as Facts)).toBe(expected)
  })

  test('without facts only unknown holds', () => {
    const leaves = cases.map(({ when }) => when as Condition).filter(when => 'fact' in when)
    for (const leaf of leaves) expect(holds(leaf, {})).toBe('unknown' in leaf)
  })

  test('is true or false whatever the facts are', () => {
    const conditions = fc.constantFrom(...cases.map(({ when }) => when as Condition))
    const facts = fc.dictionary(
      fc.constantFrom('role', 'tools', 'size.min', 'email', 'page.path', 'news'),
      fc.anything(),
    )
    fc.assert(
      fc.property(conditions, facts, (when, given) => {
        expect(typeof holds(when, given as Facts)).toBe('boolean')
      }),
    )
  })

  test('names the facts it reads, each once', () => {
    const when: Condition = {
      all: [{ fact: 'a', known: true }, { any: [{ not: { fact: 'b', is: 1 } }, { fact: 'a', is: 2 }] }],
    }
    expect(factsRead(when)).toEqual(['a', 'b'])
  })
})

describe('the schema of conditions', () => {
  const nested = (depth: number): unknown => (depth === 0 ? { fact: 'a', known: true } : { not: nested(depth - 1) })

  test.each([
    ['no comparison', { fact: 'a' }],
    ['two comparisons', { fact: 'a', is: 1, gt: 1 }],
    ['an unheard-of comparison', { fact: 'a', matches: '.*' }],
    ['a list to compare with', { fact: 'a', is: ['x'] }],
    ['an empty choice', { fact: 'a', in: [] }],
    ['a threshold in words', { fact: 'a', gt: '1' }],
    ['a number that JSON cannot hold', { fact: 'a', gt: Number.POSITIVE_INFINITY }],
    ['known: false', { fact: 'a', known: false }],
    ['two joins at once', { all: [], any: [] }],
    ['a fact beside a join', { all: [], fact: 'a' }],
    ['a fact that every object has', { fact: 'constructor', known: true }],
    ['nothing', {}],
    ['null', null],
    ['a list', []],
  ])('refuses %s', (_what, condition) => {
    expect(conditionSchema.safeParse(condition).success).toBe(false)
  })

  test('lets conditions nest 20 deep, and no deeper', () => {
    expect(conditionSchema.safeParse(nested(19)).success).toBe(true)
    expect(conditionSchema.safeParse(nested(20)).success).toBe(false)
  })

  test('answers for anything at all', () => {
    fc.assert(fc.property(fc.anything(), value => typeof conditionSchema.safeParse(value).success === 'boolean'))
  })
})
