import { expect, it } from 'vitest'
import { differencesOf } from '#studio/flows/publish/differences.ts'
import { pricingDraft } from './pricing-draft.ts'

it('equal drafts differ in nothing', () => {
  expect(differencesOf(pricingDraft(), pricingDraft())).toEqual([])
})

it('a reworded text is shown both ways, other parts by name', () => {
  const mine = pricingDraft()
  const [first, ...rest] = mine.flow.steps
  if (first?.kind !== 'say') throw new Error('The pricing template begins with a message.')
  const theirs = {
    ...mine,
    flow: { ...mine.flow, name: 'Theirs', steps: [{ ...first, text: 'Good day.' }, ...rest] },
    placement: [],
  }
  expect(differencesOf(mine, theirs)).toEqual([
    { where: 'hello.text', mine: first.text, theirs: 'Good day.' },
    { where: 'Name of the flow', mine: 'your version', theirs: 'their version' },
    { where: 'Placement', mine: 'your version', theirs: 'their version' },
  ])
})
