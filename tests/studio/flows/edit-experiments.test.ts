import { expect, it } from 'vitest'
import { parseFlow } from '#flows/flow-schema.ts'
import {
  addVariant,
  adoptVariant,
  experimentOn,
  removeVariant,
  setStatus,
  setVariantText,
  setWeight,
  wordingOf,
} from '#studio/flows/edit/edit-experiments.ts'
import { sampleFlow } from './sample-flow.ts'

it('another wording of an untested sentence begins a test, half and half, with a copy to rewrite', () => {
  const flow = addVariant(sampleFlow, 'q_role.text')
  expect(experimentOn(flow, 'q_role.text')).toEqual({
    id: 'q_role',
    version: 1,
    status: 'running',
    variants: [
      { id: 'a', weight: 5000, patch: {} },
      { id: 'b', weight: 5000, patch: { 'q_role.text': 'Your role?' } },
    ],
  })
  expect(parseFlow(flow).ok).toBe(true)
})

it('another wording of a tested sentence joins the test and shares alike', () => {
  const variants = experimentOn(addVariant(sampleFlow, 'hello.text'), 'hello.text')?.variants
  expect(variants?.map(({ id, weight }) => [id, weight])).toEqual([
    ['a', 3334],
    ['b', 3333],
    ['c', 3333],
  ])
})

it('the launcher can be tested like any sentence', () => {
  const flow = addVariant(sampleFlow, 'launcher.teaser')
  expect(experimentOn(flow, 'launcher.teaser')?.variants[1]?.patch).toEqual({ 'launcher.teaser': 'Questions?' })
})

it('a wording that is not there cannot be tested', () => {
  expect(addVariant(sampleFlow, 'q_role.hint')).toBe(sampleFlow)
})

it('text, weight and status of a variant can be set', () => {
  const at = { experiment: 'opener', variant: 'b' }
  const flow = setStatus(
    setWeight(setVariantText(sampleFlow, at, 'hello.text', 'Good day.'), at, 20_000),
    'opener',
    'stopped',
  )
  expect(experimentOn(flow, 'hello.text')).toMatchObject({
    status: 'stopped',
    variants: [{}, { weight: 10_000, patch: { 'hello.text': 'Good day.' } }],
  })
})

it('a test without anything left to compare goes', () => {
  expect(removeVariant(sampleFlow, { experiment: 'opener', variant: 'b' })).not.toHaveProperty('experiments')
})

it('adopting a variant ends the test and gives everyone its words', () => {
  const flow = adoptVariant(sampleFlow, { experiment: 'opener', variant: 'b' })
  expect(flow).not.toHaveProperty('experiments')
  expect(wordingOf(flow, 'hello.text')).toBe('Hi there.')
  expect({ ...flow, steps: [], experiments: [] }).toEqual({ ...sampleFlow, steps: [], experiments: [] })
})
