import { describe, expect, it } from 'vitest'
import type { Flow, Step } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import { addStep, changeStep, moveStep, removeStep } from '#studio/flows/edit/edit-steps.ts'
import { targetsOf } from '#studio/flows/edit/targets.ts'
import { sampleFlow } from './sample-flow.ts'

const ids = (flow: Flow) => flow.steps.map(({ id }) => id)
const step = (flow: Flow, id: string) => flow.steps.find(one => one.id === id)

describe('adding a step', () => {
  it('makes a field with an id from the question and puts the question in its place', () => {
    const { flow, id } = addStep(sampleFlow, 2, {
      kind: 'ask',
      text: 'Which ERP do you use?',
      field: 'choice',
      labels: ['SAP', 'Something else'],
    })
    expect(ids(flow)[2]).toBe(id)
    expect(step(flow, id)).toMatchObject({ kind: 'ask', field: 'which_erp_do_you_use', text: 'Which ERP do you use?' })
    expect(flow.fields.which_erp_do_you_use).toEqual({
      kind: 'choice',
      options: [
        { id: 'sap', label: 'SAP' },
        { id: 'something_else', label: 'Something else' },
      ],
    })
  })

  it('numbers ids that are taken', () => {
    const { flow, id } = addStep(sampleFlow, 2, { kind: 'ask', text: 'And your boss?', field: 'role' })
    expect(id).toBe('q_role_2')
    expect(Object.keys(flow.fields)).toContain('role_2')
  })

  it('keeps a one-word question off the names that are reserved', () => {
    const { flow } = addStep(sampleFlow, 0, { kind: 'ask', text: 'Page?', field: 'choice' })
    expect(Object.keys(flow.fields)).toContain('page_answer')
    expect(parseFlow(flow).ok).toBe(true)
  })

  it('leads a decision to the ends that are there', () => {
    const without = removeStep(sampleFlow, 'route').flow
    const { flow, id } = addStep(without, 4, { kind: 'decide' })
    expect(step(flow, id)).toMatchObject({
      outcomes: { sales: 'book', nurture: 'end_nurture', guide: 'end_guide' },
      fallback: 'end_nurture',
    })
  })

  it.each([
    'choice',
    'multi_choice',
    'role',
    'size',
    'money',
    'timeline',
    'email',
    'phone',
    'text',
    'number',
    'url',
    'consent',
    'date',
    'rating',
    'name',
  ] as const)('makes a valid flow with a question of kind %s', field => {
    const { flow } = addStep(sampleFlow, 3, { kind: 'ask', text: '2026: wie groß?', field })
    expect(parseFlow(flow)).toMatchObject({ ok: true })
  })
})

describe('changing a step', () => {
  it('leaves out what is set to undefined', () => {
    const hinted = changeStep(sampleFlow, askOf(sampleFlow, 'q_size'), { hint: 'Roughly.' })
    expect(step(hinted, 'q_size')).toMatchObject({ hint: 'Roughly.' })
    const plain = changeStep(hinted, askOf(hinted, 'q_size'), { hint: undefined })
    expect(step(plain, 'q_size')).not.toHaveProperty('hint')
  })
})

describe('removing a step', () => {
  it('leads what pointed to it on to where it went, and says so', () => {
    const { flow, notes } = removeStep(sampleFlow, 'q_email')
    expect(step(flow, 'q_size')).toMatchObject({ to: 'route' })
    expect(step(flow, 'q_role')).toMatchObject({ next: [{ to: 'end_guide' }, { to: 'route' }] })
    expect(notes).toContain('“How many people?” now leads to Score and route')
  })

  it('sends a decision to its fallback when one of its ends is gone', () => {
    const { flow } = removeStep(sampleFlow, 'book')
    expect(step(flow, 'route')).toMatchObject({ outcomes: { sales: 'end_nurture', nurture: 'end_nurture' } })
  })

  it('does not send people to another end when the end they jumped to is gone', () => {
    const { flow } = removeStep(sampleFlow, 'end_guide')
    expect(step(flow, 'q_role')).toMatchObject({ next: [{ to: 'q_email' }] })
    expect(step(flow, 'route')).toMatchObject({ outcomes: { guide: 'end_nurture' } })
  })

  it('takes its field along when nobody else asks it', () => {
    expect(Object.keys(removeStep(sampleFlow, 'q_size').flow.fields)).toEqual(['role', 'email'])
    expect(removeStep(sampleFlow, 'q_size').flow.translations?.de).not.toHaveProperty('fields.size.s1')
  })

  it('ends a test of its words and drops promises about it', () => {
    const greeting = removeStep(sampleFlow, 'hello')
    expect(greeting.flow.experiments).toEqual([])
    expect(greeting.notes).toContain('The test “opener” ended with it')
    const calendar = removeStep(sampleFlow, 'book')
    expect(calendar.flow.promises).toEqual([])
    expect(calendar.notes).toContain(
      'The promise “A student never sees the calendar” was about this step and went with it',
    )
  })

  it('leaves no step naming one that is gone, whichever is removed', () => {
    for (const { id } of sampleFlow.steps) {
      const { flow } = removeStep(sampleFlow, id)
      const known = new Set(ids(flow))
      expect(flow.steps.flatMap(targetsOf).filter(({ to }) => !known.has(to))).toEqual([])
      expect(parseFlow(flow)).toMatchObject({ ok: true })
    }
  })
})

describe('moving a step', () => {
  it('keeps branching that still goes forward', () => {
    const { flow, notes } = moveStep(sampleFlow, 'q_role', -1)
    expect(ids(flow).slice(0, 2)).toEqual(['q_role', 'hello'])
    expect(step(flow, 'q_role')).toEqual(step(sampleFlow, 'q_role'))
    expect(notes).toEqual([])
  })

  it('leads a jump that would go backward to the step after, and says so', () => {
    const { flow, notes } = moveStep(sampleFlow, 'q_email', -1)
    expect(ids(flow).slice(1, 4)).toEqual(['q_role', 'q_email', 'q_size'])
    expect(step(flow, 'q_size')).not.toHaveProperty('to')
    expect(step(flow, 'q_role')).toEqual(step(sampleFlow, 'q_role'))
    expect(notes).toEqual([
      '“How many people?” led to “Your e-mail?”, which now comes before it; it goes on to Score and route',
    ])
  })

  it('never leaves a jump that goes backward', () => {
    for (const { id } of sampleFlow.steps) {
      for (const by of [-1, 1] as const) expect(backward(moveStep(sampleFlow, id, by).flow)).toEqual([])
    }
  })

  it('stops at both ends of the list', () => {
    expect(moveStep(sampleFlow, 'hello', -1).flow).toBe(sampleFlow)
    expect(moveStep(sampleFlow, 'end_guide', 1).flow).toBe(sampleFlow)
  })
})

function backward(flow: Flow) {
  const order = ids(flow)
  return flow.steps.flatMap(targetsOf).filter(target => order.indexOf(target.to) <= order.indexOf(target.step.id))
}

function askOf(flow: Flow, id: string): Extract<Step, { kind: 'ask' }> {
  const found = step(flow, id)
  if (found?.kind !== 'ask') throw new Error(`${id} is no question`)
  return found
}
