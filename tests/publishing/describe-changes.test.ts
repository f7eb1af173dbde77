import { describe, expect, test } from 'vitest'
import type { Flow, Step } from '#flows/flow.ts'
import { templates } from '#flows/templates/index.ts'
import { type DraftChange, describeChanges } from '#server/publishing/describe-changes.ts'
import type { Draft } from '#server/publishing/draft.ts'
import { defaultRouting } from '#server/routing/default-routing.ts'
import { bant } from '#server/scoring/presets/bant.ts'

function live(): Draft {
  const flow: Flow = {
    format: 1,
    id: 'pricing',
    name: 'Pricing',
    locale: 'en',
    fields: {
      role: {
        kind: 'choice',
        options: [
          { id: 'exec', label: 'Founder' },
          { id: 'student', label: 'Student' },
        ],
      },
    },
    steps: [
      { id: 'hi', kind: 'say', text: 'Hello.' },
      { id: 'q_role', kind: 'ask', field: 'role', text: 'Your role?' },
      { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye.' },
    ],
  }
  const routing = defaultRouting({ owner: { id: 'ada', name: 'Ada Holm', email: 'ada@tallybarn.example' } })
  return { flow, model: bant, routing, placement: [{ surface: 'bubble', shape: 'chat' }] }
}

function withFlow(change: (flow: Flow) => Partial<Flow>): DraftChange[] {
  const draft = live()
  return describeChanges(live(), { ...draft, flow: { ...draft.flow, ...change(draft.flow) } })
}

function withStep(id: string, change: Partial<Step>): DraftChange[] {
  return withFlow(({ steps }) => ({
    steps: steps.map(step => (step.id === id ? ({ ...step, ...change } as Step) : step)),
  }))
}

describe('what publishing will change', () => {
  test('is nothing for equal drafts, whatever the order of their keys', () => {
    const { placement, routing, model, flow } = live()
    const turned = Object.fromEntries(Object.entries(flow).reverse()) as unknown as Flow // the same keys, other order

    expect(describeChanges(live(), { placement, routing, model, flow: turned })).toEqual([])
  })

  test('names reworded, added, removed and moved steps', () => {
    expect(withStep('q_role', { text: 'What do you do?' })).toEqual([
      {
        part: 'flow',
        kind: 'changed',
        step: 'q_role',
        text: 'Question “Your role?” reworded',
        before: 'Your role?',
        after: 'What do you do?',
      },
    ])
    const added = { id: 'more', kind: 'say', text: 'One more.' } as const
    expect(withFlow(({ steps }) => ({ steps: [added, ...steps] }))).toMatchObject([
      { kind: 'added', text: 'Message “One more.” added', step: 'more' },
    ])
    expect(withFlow(({ steps }) => ({ steps: steps.slice(1) }))).toMatchObject([
      { kind: 'removed', text: 'Message “Hello.” removed' },
    ])
    expect(withFlow(({ steps }) => ({ steps: [steps[1], steps[0], steps[2]] as Step[] }))).toMatchObject([
      { kind: 'moved' },
    ])
    expect(withStep('q_role', { optional: true } as Partial<Step>)).toMatchObject([{ kind: 'changed', step: 'q_role' }])
  })

  test('names options and experiments', () => {
    const options = [
      { id: 'exec', label: 'Founder or C-level' },
      { id: 'head', label: 'Head' },
    ]
    expect(withFlow(() => ({ fields: { role: { kind: 'choice', options } } }))).toMatchObject([
      { text: 'Option of “role” reworded', before: 'Founder', after: 'Founder or C-level' },
      { text: 'Option “Head” added to “role”' },
      { text: 'Option “Student” removed from “role”' },
    ])
    const experiments = [{ id: 'opener', version: 1, status: 'running', variants: [] }] as const
    expect(withFlow(() => ({ experiments }))).toMatchObject([{ text: 'Experiment “opener” added (running)' }])
  })

  test('names points, thresholds, routing and placement', () => {
    const draft = live()
    const changes = describeChanges(live(), {
      flow: draft.flow,
      model: {
        ...draft.model,
        fit: draft.model.fit.map((rule, index) =>
          index === 0 && rule.kind === 'options' ? { ...rule, points: { ...rule.points, many_sites: 12 } } : rule,
        ),
        thresholds: { ...draft.model.thresholds, cold: { below: 25 } },
      },
      routing: { ...draft.routing, rules: draft.routing.rules.slice(1), fallback: { outcome: 'nurture' } },
      placement: [],
    })

    expect(changes.map(({ part, text }) => `${part}: ${text}`)).toEqual([
      'model: Need: many sites',
      'model: Cold below score',
      'routing: Routing rule “Priority list” removed',
      'routing: Outcome when no rule holds',
      'placement: Where the flow appears',
    ])
  })

  test('is something for every pair of templates', () => {
    const drafts = templates.map(({ flow }) => ({ ...live(), flow }))
    for (const one of drafts) {
      for (const other of drafts) expect(describeChanges(one, other).length > 0).toBe(one !== other)
    }
  })
})
