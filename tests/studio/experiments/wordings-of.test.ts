import { expect, it } from 'vitest'
import { wordingsOf } from '#studio/experiments/wordings-of.ts'
import { sampleFlow } from '../flows/sample-flow.ts'

it('each variant shows its words, the control those of the flow', () => {
  expect(wordingsOf(sampleFlow, { id: 'opener', version: 1 })).toEqual({
    a: [{ key: 'hello.text', text: 'Hello.', unchanged: true }],
    b: [{ key: 'hello.text', text: 'Hi there.', unchanged: false }],
  })
})

it('a past version shows no words rather than those of today', () => {
  expect(wordingsOf(sampleFlow, { id: 'opener', version: 2 })).toEqual({})
  expect(wordingsOf(sampleFlow, { id: 'gone', version: 1 })).toEqual({})
})
