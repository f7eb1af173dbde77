import { expect, test } from 'vitest'
import type { CardFact } from '#server/http/api-type.ts'
import { changesOf, valuesOf } from '#studio/leads/corrections.ts'

const fact = (name: CardFact['fact'], value: CardFact['value'], words = String(value)): CardFact => ({
  fact: name,
  value,
  words,
  told: { source: 'crm', by: null, at: 0 },
  overruled: [],
})

test('only what the form has a field for is ever sent', () => {
  const before = valuesOf({ facts: [fact('company.staff', 100), fact('crm.stage', 'lead')] })
  expect(Object.keys(before)).not.toContain('crm.stage')
  expect(changesOf(before, { ...before, title: ' Head of operations ' })).toEqual({ title: 'Head of operations' })
})

test('an emptied field takes the word back, an untouched one is left alone', () => {
  const before = valuesOf({ facts: [fact('company.staff', 100), fact('company.country', 'DE', 'Germany')] })
  expect(before['company.country']).toBe('DE')
  expect(changesOf(before, before)).toEqual({})
  expect(changesOf(before, { ...before, 'company.staff': '' })).toEqual({ 'company.staff': null })
})
