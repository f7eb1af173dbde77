import { expect, test } from 'vitest'
import { slotFacts } from '#studio/flows/points/slot-facts.ts'

const slot = { label: 'Sites', ask: '', required: false, facts: [] }

test('what sales finds out is a fact of the kind that the team set for it', () => {
  const options = [
    { id: 'one', label: 'One' },
    { id: 'many', label: 'Many' },
  ]
  const facts = slotFacts([
    { ...slot, id: 'text' },
    { ...slot, id: 'number', answer: { kind: 'number' } },
    { ...slot, id: 'certified', answer: { kind: 'yes_no' } },
    { ...slot, id: 'sites', answer: { kind: 'options', options } },
    { ...slot, id: 'elsewhere', facts: ['company.staff'] },
  ])
  expect(facts.map(({ fact, type }) => [fact, type])).toEqual([
    ['framework.text', 'text'],
    ['framework.number', 'number'],
    ['framework.certified', 'option'],
    ['framework.sites', 'option'],
  ])
  expect(facts[3]).toMatchObject({ label: 'Sites, by sales', options })
})
