import { expect, it } from 'vitest'
import {
  addOption,
  changeOption,
  hasOptions,
  moveOption,
  removeOption,
  renameOption,
} from '#studio/flows/edit/edit-options.ts'
import { sampleFlow } from './sample-flow.ts'

const optionsOf = (flow: typeof sampleFlow, field: string) => {
  const owner = flow.fields[field]
  return hasOptions(owner) ? owner.options : []
}

it('an added option gets its id from its label', () => {
  expect(optionsOf(addOption(sampleFlow, 'role', 'Line manager'), 'role').at(-1)).toEqual({
    id: 'line_manager',
    label: 'Line manager',
    level: 'other',
  })
})

it('an id stays when the label changes, so score and branches keep', () => {
  const renamed = renameOption(sampleFlow, 'size', 's1', 'Up to ten')
  expect(optionsOf(renamed, 'size')[0]).toEqual({ id: 's1', label: 'Up to ten', min: 1, max: 10 })
})

it('an end of a band can be opened', () => {
  expect(optionsOf(changeOption(sampleFlow, 'size', 's1', { max: undefined }), 'size')[0]).not.toHaveProperty('max')
})

it('removing an option takes its translation along and no other', () => {
  const removed = removeOption(sampleFlow, 'size', 's1')
  expect(optionsOf(removed, 'size').map(({ id }) => id)).toEqual(['s1_more'])
  expect(Object.keys(removed.translations?.de ?? {})).toEqual(['hello.text'])
})

it('the last option of a question stays', () => {
  const one = removeOption(sampleFlow, 'size', 's1')
  expect(removeOption(one, 'size', 's1_more')).toBe(one)
})

it('options change places with their neighbours', () => {
  expect(optionsOf(moveOption(sampleFlow, 'size', 's1_more', -1), 'size').map(({ id }) => id)).toEqual([
    's1_more',
    's1',
  ])
  expect(optionsOf(moveOption(sampleFlow, 'size', 's1', -1), 'size').map(({ id }) => id)).toEqual(['s1', 's1_more'])
})
