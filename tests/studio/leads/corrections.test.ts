import { expect, test } from 'vitest'
import type { CardFact } from '#server/http/api-type.ts'
import { changesOf, unsaidCountry, valuesOf } from '#studio/leads/corrections.ts'

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

test('taking back the country that sales said names what stands then', () => {
  const said = fact('company.country', 'DE', 'Germany')
  const other = { source: 'visitor', by: null, at: 0, words: 'Austria' } as const
  const bySales = { ...said, told: { source: 'sales', by: 'Ann', at: 0 } } as const
  expect(unsaidCountry({ facts: [] })).toEqual([{ id: '', label: 'Not known' }])
  expect(unsaidCountry({ facts: [said] })).toEqual([])
  expect(unsaidCountry({ facts: [{ ...bySales, overruled: [other] }] })).toEqual([
    { id: '', label: 'Austria, as the visitor said' },
  ])
})
