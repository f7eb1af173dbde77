import { expect, test } from 'vitest'
import { contextFacts } from '#flows/context-facts.ts'
import { publicFlow } from '#flows/locale.ts'
import * as own from '#flows/outline.ts'
import { begin, createWalker } from '#flows/walk.ts'
import { learnOutline, outlineFrom } from '#widget/early-outline.ts'
import { templateFlow } from '../support/app.ts'
import { CONTEXT } from '../support/random-flow.ts'

test('nothing lies ahead before the first answer; from then on the same as everywhere', () => {
  const walker = createWalker(publicFlow(templateFlow('demo'), 'en'))
  const place = begin(walker, contextFacts(CONTEXT))
  const memory = { given: new Map(), decided: new Map(), draft: new Map() }
  expect(outlineFrom(walker, place, memory)).toEqual([])
  learnOutline(own)
  expect(outlineFrom(walker, place, memory)).toEqual(own.outlineFrom(walker, place, memory))
  expect(outlineFrom(walker, place, memory).length).toBeGreaterThan(5)
})
