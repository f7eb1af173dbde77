import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as fields from '#flows/fields/index.ts'
import type { Field } from '#flows/flow.ts'
import { describeAnswer, factsOf, learnFields, parseAnswer } from '#widget/early-fields.ts'

const options = [
  { id: 'a', label: 'Up to 10', max: 10, days: 30, level: 'head' as const },
  { id: 'b', label: '11 or more', min: 11, level: 'manager' as const },
]
const tapped: Field[] = [
  { kind: 'choice', options },
  { kind: 'role', options },
  { kind: 'size', options },
  { kind: 'money', currency: 'USD', options },
  { kind: 'timeline', options },
]
const typed: Field[] = [{ kind: 'email', business: 'any' }, { kind: 'text', about: 'name' }, { kind: 'number' }]
const raw = fc.oneof(
  fc.constantFrom('a', 'b', '', null, 7, true, 'ann@pellgate.example'),
  fc.string(),
  fc.array(fc.string()),
)

function expectSame(field: Field, given: unknown): void {
  const parsed = parseAnswer(field, given)
  expect(parsed).toEqual(fields.parseAnswer(field, given))
  if (!parsed.ok) return
  expect(factsOf('f', field, parsed.value)).toEqual(fields.factsOf('f', field, parsed.value))
  expect(describeAnswer(field, parsed.value, 'en')).toBe(fields.describeAnswer(field, parsed.value, 'en'))
}

test('what one tap answers is read as by all fields, and everything is once they are there', () => {
  fc.assert(fc.property(fc.constantFrom(...tapped), raw, expectSame))
  expect(parseAnswer({ kind: 'text', about: 'name' }, 'Ann')).toEqual({ ok: false, problem: 'required' })

  learnFields(fields)
  fc.assert(fc.property(fc.constantFrom(...tapped, ...typed), raw, expectSame))
})
