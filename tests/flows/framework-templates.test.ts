import { describe, expect, test } from 'vitest'
import type { SessionEventBody } from '#flows/api.ts'
import { checkFlow } from '#flows/check.ts'
import type { Answer, Flow } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import { publicFlow } from '#flows/locale.ts'
import { createPlayer, type Played } from '#flows/play.ts'
import { frameworkFlow } from '#flows/templates/frameworks.ts'
import { type AskedSlot, toFrameworkFlow } from '#flows/templates/to-framework-flow.ts'
import { fillSlots } from '#server/lifecycle/fill-slots.ts'
import { FRAMEWORKS } from '#server/lifecycle/frameworks.ts'
import { DEFAULT_RULES } from '#server/lifecycle/lifecycle-rules.ts'
import { frameworkModel } from '#server/publishing/framework-model.ts'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { CONTEXT } from '../support/random-flow.ts'

const IDS = ['bant', 'champ', 'anum', 'gpctba_ci'] as const

/** The best answers, by step. */
const GOOD: Readonly<Record<string, Answer>> = {
  q_need: 'save_time',
  q_challenges: 'manual',
  q_goals: 'revenue',
  q_plans: 'project',
  q_role: 'executive',
  q_budget: 'b24k',
  q_timeline: 'month',
  q_prioritization: 'top',
  q_consequences: 'loss',
  q_implications: 'growth',
  q_size: 's50_500',
  q_name: 'Ann Lee',
  q_email: 'ann@acme.example',
  q_contact: true,
}

function take(played: Played, event: SessionEventBody): Played {
  const accepted = played.accept(event)
  if (!accepted.ok) throw new Error(`${accepted.problem}: ${accepted.detail}`)
  return accepted.played
}

function talk(flow: Flow, answers: Readonly<Record<string, Answer>> = GOOD): Played {
  let played = createPlayer(publicFlow(flow, 'en')).start(CONTEXT)
  for (let value = answers[played.position.id]; value !== undefined; value = answers[played.position.id]) {
    played = take(played, { type: 'answered', step: played.position.id, value })
  }
  return played
}

test('slots may be called like what the conversation has anyway, or differ in their last letters only', () => {
  const long = 'what_they_said_about_the_next_quarter_i'
  const ids = ['need', 'contact', 'elsewhere', 'name', 'email', 'contact_ok', 'hello', 'route', `${long}a`, `${long}b`]
  const slots = ids.map(id => ({ id, label: id, ask: '', required: false }))
  const flow = toFrameworkFlow({ id: 'own', name: 'Own', hello: 'Hello.', slots })

  expect(checkFlow(flow).filter(({ severity }) => severity === 'error')).toEqual([])
  const asked = flow.steps.flatMap(step => (step.kind === 'ask' && step.slot ? [step.slot] : []))
  expect(asked).toEqual(ids)
  expect(new Set(flow.steps.map(({ id }) => id)).size).toBe(flow.steps.length)
})

describe.each(IDS)('the conversation of %s', id => {
  const flow = frameworkFlow(id)

  test('asks for every slot of the framework in its order', () => {
    const asked = flow.steps.flatMap(step => (step.kind === 'ask' && step.slot ? [step.slot] : []))
    expect(asked).toEqual(FRAMEWORKS[id].slots.map(slot => slot.id))
  })

  test('is played through to the calendar, and to an end at every other decision', () => {
    const decide = (outcome: string) => take(talk(flow), { type: 'decided', step: 'route', outcome, by: 'server' })
    expect(talk(flow).position.id).toBe('route')
    expect(decide('sales').position).toMatchObject({ kind: 'book' })
    for (const outcome of ['nurture', 'trial', 'guide', 'support', 'exit', 'something_new']) {
      expect(decide(outcome).position.kind).toBe('end')
    }
  })

  test('fills the card’s interview by itself', () => {
    const { slots } = fillSlots({
      rules: { ...DEFAULT_RULES, framework: id, slots: FRAMEWORKS[id].slots },
      ...{ flow, answered: talk(flow).facts, told: [], names: new Map() },
    })
    expect(slots.filter(slot => slot.words === null)).toEqual([])
  })

  test('comes with a model that has points for each of its options and can be hot', () => {
    expect(checkScoreModel(frameworkModel(flow, id), flow)).toEqual([])
  })

  test('keeps the slots to itself', () => {
    expect(JSON.stringify(publicFlow(flow, 'en'))).not.toContain('"slot"')
  })

  test('lets customers and people here for something else go without a personal question', () => {
    const [first, ...more] = flow.steps.filter(step => step.kind === 'ask' && step.elsewhere !== undefined)
    const at = first?.id ?? ''
    expect(more).toEqual([])
    expect(talk(flow, { ...GOOD, [at]: 'customer' }).position).toMatchObject({ kind: 'end', outcome: 'support' })
    const vendor = talk(flow, { ...GOOD, [at]: 'elsewhere', q_elsewhere: 'vendor' })
    expect(vendor.position).toMatchObject({ kind: 'end', outcome: 'vendor' })
  })
})

describe('a conversation from a team’s own slots', () => {
  const own = (slot: Partial<AskedSlot>): AskedSlot => {
    return { id: 'slot_1', label: 'Machines', ask: '', required: true, facts: [], ...slot }
  }
  const slots: readonly AskedSlot[] = [
    own({ ask: 'How many machines do they run?', answer: { kind: 'number' } }),
    own({ id: 'certified', label: 'Certified', answer: { kind: 'yes_no' }, required: false }),
    own({ id: 'page', label: 'Page', ask: 'Which page?' }),
    own({ id: 'plant', answer: { kind: 'options', options: [{ id: 'one', label: 'One' }] } }),
    own({ id: 'money', label: 'Money', facts: ['budget'] }),
    own({ id: 'budget', label: 'Budget' }),
  ]
  const flow = toFrameworkFlow({ id: 'own', name: 'Own', hello: 'Hi.', slots })

  test('passes every check', () => {
    expect(parseFlow(flow).ok).toBe(true)
    expect(checkFlow(flow)).toEqual([])
    expect(checkScoreModel(frameworkModel(flow, 'Own'), flow).filter(({ severity }) => severity === 'error')).toEqual(
      [],
    )
  })

  test('asks each slot in the way it is answered, one question a fact', () => {
    const asked = flow.steps.flatMap(step =>
      step.kind === 'ask' && step.slot ? [[step.slot, step.field, flow.fields[step.field]?.kind]] : [],
    )
    expect(asked).toEqual([
      ['slot_1', 'slot_1', 'number'],
      ['certified', 'certified', 'choice'],
      ['page', 'page_asked', 'text'],
      ['plant', 'plant', 'choice'],
      ['money', 'budget', 'money'],
    ])
  })
})
