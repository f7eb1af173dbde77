import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, type Standing } from '#flows/compile.ts'
import { contextFacts } from '#flows/context-facts.ts'
import { toGraph } from '#flows/graph.ts'
import { publicFlow } from '#flows/locale.ts'
import { firstWaiting } from '#widget/early-compile.ts'
import { CONTEXT, randomFlow } from '../support/random-flow.ts'

const facts = contextFacts(CONTEXT)

test('the first question is the same without a machine', () => {
  fc.assert(
    fc.property(randomFlow, flow => {
      const graph = toGraph(publicFlow(flow, 'en'))
      expect(firstWaiting(graph, facts)).toEqual({ context: compile(graph).begin(facts).context })
    }),
    { numRuns: 2_000 },
  )
})

test('the machine goes on from a question that was found without it', () => {
  fc.assert(
    fc.property(randomFlow, flow => {
      const graph = toGraph(publicFlow(flow, 'en'))
      const machine = compile(graph)
      const move = { type: 'moved', facts: { ...facts, moved: true } } as const
      const from = (standing: Standing) => machine.move(standing, move).context
      expect(from(firstWaiting(graph, facts))).toEqual(from(machine.begin(facts)))
    }),
    { numRuns: 1_000 },
  )
})
