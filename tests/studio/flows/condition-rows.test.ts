import { expect, it } from 'vitest'
import type { Condition } from '#flows/condition.ts'
import { conditionSchema } from '#flows/condition-schema.ts'
import {
  COMPARISONS,
  comparedWith,
  comparisonOf,
  inWords,
  leafOf,
  startOf,
} from '#studio/flows/conditions/condition-rows.ts'
import { factsFor } from '#studio/flows/conditions/fact-catalog.ts'
import { sampleFlow } from './sample-flow.ts'

it('every comparison the form offers is valid, whichever one it was changed from', () => {
  for (const info of factsFor(sampleFlow, 'routing')) {
    const start = startOf(info)
    for (const comparison of COMPARISONS[info.type]) {
      const leaf = leafOf(info.fact, comparison, comparedWith(start))
      expect(conditionSchema.safeParse(leaf)).toMatchObject({ success: true })
      const back = leafOf(info.fact, comparisonOf(start), comparedWith(leaf))
      expect(conditionSchema.safeParse(back)).toMatchObject({ success: true })
    }
  }
})

it('a condition reads as a sentence, options by their labels', () => {
  const facts = factsFor(sampleFlow, 'step')
  expect(inWords({ fact: 'role', is: 'student' }, facts)).toBe('Role is Student')
  expect(
    inWords(
      {
        any: [
          { fact: 'size', in: ['s1', 'gone'] },
          { fact: 'email.free', is: false },
        ],
      },
      facts,
    ),
  ).toBe('Size is one of 1–10, gone or Email is a private mailbox: no')
  const nested: Condition = {
    all: [
      { fact: 'role', is: 'head' },
      {
        any: [
          { fact: 'size.min', gte: 50 },
          { fact: 'lang', in: ['a', 'b', 'c', 'd', 'e'] },
        ],
      },
    ],
  }
  expect(inWords(nested, facts)).toBe(
    'Role is Head and (Size from is at least 50 or Language is one of a, b, c and 2 more)',
  )
  expect(inWords({ fact: 'size.min', known: true }, facts)).toBe('Size from is known')
  expect(inWords({ not: { fact: 'role', is: 'head' } }, facts)).toBe('not (Role is Head)')
})
