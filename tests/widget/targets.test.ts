import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Condition, holds } from '#flows/condition.ts'
import { targets } from '#widget/loader/targets.ts'

const text = fc.oneof(
  fc.constantFrom(
    '/pricing',
    '/blog/a.b',
    'acme.example',
    'eu.acme.example',
    'ann@Acme.example',
    '',
    'a*b',
    'x\ny',
    '[a]',
    'ä/(é)',
  ),
  fc.string({ maxLength: 6 }),
)
const glob = fc.array(fc.oneof(text, fc.constant('*')), { maxLength: 4 }).map(parts => parts.join(''))
const fact = fc.constantFrom('page.path', 'page.host', 'utm.source', 'missing')
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact, is: fc.oneof(text, fc.integer(), fc.boolean()) }),
  fc.record({ fact, isNot: fc.oneof(text, fc.integer()) }),
  fc.record({ fact, in: fc.array(text, { maxLength: 3 }) }),
  fc.record({ fact, notIn: fc.array(text, { maxLength: 3 }) }),
  fc.record({ fact, gt: fc.integer() }),
  fc.record({ fact, lte: fc.integer() }),
  fc.record({ fact, known: fc.constant(true as const) }),
  fc.record({ fact, unknown: fc.constant(true as const) }),
  fc.record({ fact, has: text }),
  fc.record({ fact, domainIn: fc.array(text, { maxLength: 3 }) }),
  fc.record({ fact, glob }),
)
const { condition } = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))
const facts = fc.record({ 'page.path': text, 'page.host': text, 'utm.source': text }, { requiredKeys: [] })

test('the loader agrees with the one evaluator on every condition over text', () => {
  fc.assert(
    fc.property(condition, facts, (when, known) => {
      expect(targets(when, known)).toBe(holds(when, known))
    }),
    { numRuns: 5000 },
  )
})
