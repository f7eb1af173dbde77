import { expect, test } from 'vitest'
import { checkFlow } from '#flows/check.ts'
import { createEffort, explore } from '#flows/checks/explore.ts'
import type { Condition } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { toGraph } from '#flows/graph.ts'

/** A flow whose one guard reads so many parts of the context; each may be unknown, the value or another one. */
function guardedBy(parts: number): Flow {
  const when: Condition = { all: Array.from({ length: parts }, (_, index) => ({ fact: `utm.x${index}`, is: 'v' })) }
  return {
    format: 1,
    id: 'guarded',
    name: 'Guarded',
    locale: 'en',
    notice: { text: 'About your answers.', url: 'https://acme.example/privacy' },
    fields: {},
    steps: [
      { id: 'pick', kind: 'branch', next: [{ when, to: 'bye' }] },
      { id: 'other', kind: 'say', text: 'Another way.' },
      { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye.' },
    ],
  }
}

const codesOf = (flow: Flow) => checkFlow(flow).map(({ code }) => code)

test('a guard on a few parts of the context is proved', () => {
  expect(codesOf(guardedBy(8))).toEqual([])
})

test('a guard on forty parts of the context is given up on before it takes the machine', () => {
  expect(codesOf(guardedBy(40))).toEqual(['too_large_to_prove'])
})

test('who shares an effort ends together', () => {
  const flow = guardedBy(40)
  const effort = createEffort()
  const first = explore(flow, toGraph(flow), {}, effort)
  const second = explore(flow, toGraph(flow), {}, effort)
  expect([first.complete, second.complete]).toEqual([false, false])
  expect(effort.left).toBeLessThanOrEqual(0)
  expect(second.groups).toHaveLength(1)
})
