import { expect, test } from 'vitest'
import { factInWords, tagInWords } from '#studio/fact-words.ts'
import { inWords } from '#studio/flows/conditions/condition-rows.ts'

test.each([
  ['framework.intent_checked', 'Sales checked that the intent is real'],
  ['consent.marketing', 'Agreed to marketing mail'],
  ['tag.call_first', 'Tag “call first”'],
  ['company.industry', 'Company’s industry'],
  ['budget', 'Budget'],
])('the fact %s reads “%s”', (fact, words) => {
  expect(factInWords(fact)).toBe(words)
})

test('only a tag has the words of a tag', () => {
  expect([tagInWords('tag.call_first'), tagInWords('crm.stage')]).toEqual(['call first', null])
})

test('a condition names a fact nobody lists as every other place does', () => {
  expect(inWords({ fact: 'crm.contacted', is: true }, [])).toBe('Sales spoke to them: yes')
})
