import { expect, test } from 'vitest'
import { presets } from '#server/scoring/presets/index.ts'
import { routingFacts } from '#studio/flows/routing/routing-facts.ts'
import { sampleFlow } from './sample-flow.ts'

const model = {
  ...presets.bant,
  profiles: [{ id: 'ideal', label: 'Ideal', when: { fact: 'size.min', gte: 50 } as const }],
}

test('a routing rule may ask for all that the score reads, each fact once', () => {
  const facts = routingFacts(sampleFlow, model).map(({ fact }) => fact)
  expect(new Set(facts).size).toBe(facts.length)
  for (const fact of ['temperature', 'stage', 'account.priority', 'crm.stage', 'company.industry', 'profile.ideal']) {
    expect(facts).toContain(fact)
  }
})

test('it names the disqualifiers of the score in their own words', () => {
  const info = routingFacts(sampleFlow, model).find(({ fact }) => fact === 'disqualified')
  expect(info?.options).toContainEqual({ id: 'student', label: 'Student or researcher' })
})
