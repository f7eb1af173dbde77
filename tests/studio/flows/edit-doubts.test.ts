import { expect, test } from 'vitest'
import { addDoubt, changeDoubt, removeDoubt } from '#studio/flows/edit/edit-doubts.ts'
import { pricingDraft } from './pricing-draft.ts'

const WHEN = { fact: 'size', is: 's1_10' } as const

test('a doubt is added under an id of its own, reworded in place, and gone with its translations', () => {
  const { flow } = pricingDraft()
  const first = addDoubt(flow, WHEN)
  const second = addDoubt(first.flow, WHEN)
  expect(second.id).not.toBe(first.id)
  const reworded = changeDoubt(second.flow, first.id, { text: 'Really?' })
  expect(reworded.doubts?.map(({ text }) => text)).toContain('Really?')

  const translated = {
    ...reworded,
    translations: { de: { [`doubts.${first.id}.text`]: { text: 'Wirklich?', source: '00000000' } } },
  }
  const left = removeDoubt(translated, first.id)
  expect(left.doubts?.map(({ id }) => id)).not.toContain(first.id)
  expect(left.translations?.de).toEqual({})
})

test('a flow without doubts has none of them left behind', () => {
  const { doubts: _, ...flow } = pricingDraft().flow
  const { flow: doubting, id } = addDoubt(flow, WHEN)
  expect(removeDoubt(doubting, id)).toEqual(flow)
})
