import { expect, it } from 'vitest'
import { groupSuggestions, type Suggestion } from '#studio/learning/suggestion-groups.ts'

function suggestion(change: Partial<Suggestion> & { readonly key: string }): Suggestion {
  return {
    kind: 'option',
    rule: 'size',
    option: 's1',
    label: 'Company size',
    optionLabel: '1–10',
    present: 0,
    suggested: 0,
    leads: 10,
    good: 3,
    ...change,
  }
}

it('puts options under their rule, single rules together, the largest changes first and new facts last', () => {
  const groups = groupSuggestions([
    suggestion({ key: 'new', kind: 'new', rule: 'source', label: 'Source', suggested: 30 }),
    suggestion({ key: 'small', present: 2, suggested: 3 }),
    suggestion({ key: 'best', present: 9, suggested: 9 }),
    suggestion({ key: 'a', kind: 'rule', rule: 'guide', label: 'Guide', suggested: 4 }),
    suggestion({ key: 'b', kind: 'rule', rule: 'case', label: 'Case study', suggested: -6 }),
  ])
  expect(groups.map(({ label, isNew }) => [label, isNew])).toEqual([
    ['What they did', false],
    ['Company size', false],
    ['Source', true],
  ])
  expect(groups[1]?.suggestions.map(({ key }) => key)).toEqual(['best', 'small'])
})
