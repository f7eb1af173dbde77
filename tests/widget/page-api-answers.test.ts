import { expect, test } from 'vitest'
import type { SessionContext } from '#flows/api.ts'
import { publicFlow } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import { templates } from '#flows/templates/index.ts'
import { CONTEXT } from '#tests/support/conversation.ts'
import { answersOf } from '#widget/page-api/attach/answers-of.ts'
import { given, type Talk, takeUp } from '#widget/talk.ts'

const flow = templates.find(({ id }) => id === 'demo')?.flow
if (!flow) throw new Error('There is no demo template.')
const player = createPlayer(publicFlow(flow, 'en'))
const visit: SessionContext = { ...CONTEXT, surface: 'form' }

const begin = (): Talk => takeUp({ player, visit, now: () => 0, log: [], decisions: [], acknowledged: 0 })

const PERSON = { email: 'ann@pellgate.example', name: 'Ann Keller', company: 'Pellgate' }

test('what a form asks is answered, what it does not ask is passed over, up to the decision', () => {
  const bodies = answersOf(begin(), PERSON, { values: { contact_ok: true } })
  const end = bodies.reduce(given, begin())
  expect(end.played.position.id).toBe('route')
  expect(Object.fromEntries(end.played.answers)).toEqual({
    q_name: 'Ann Keller',
    q_email: 'ann@pellgate.example',
    q_company: 'Pellgate',
    q_contact: true,
  })
  expect(bodies.filter(({ type }) => type === 'skipped')).toHaveLength(5)
})

test('in a conversation, what is required stays required', () => {
  const talk = takeUp({ player, visit: CONTEXT, now: () => 0, log: [], decisions: [], acknowledged: 0 })
  expect(given(talk, { type: 'skipped', step: 'q_name' }).problem).toBe('required')
})

test('with `ask` it goes as far as the first question that the form did not ask', () => {
  const bodies = answersOf(begin(), PERSON, { ask: true })
  expect(bodies.reduce(given, begin()).played.position.id).toBe('q_size')
})

test.each([
  ['an option’s id', 's50_500', 's50_500'],
  ['an option’s label', '50–500', 's50_500'],
  ['a label with a plain hyphen', '50-500', 's50_500'],
  ['a number in an option’s range', '200', 's50_500'],
  ['words the mapping knows', '51 to 200 people', 's50_500'],
  ['words that nobody knows', 'plenty', undefined],
])('%s is read as the option', (_what, people, option) => {
  const options = { size: { '51 to 200 people': 's50_500' } }
  const bodies = answersOf(begin(), { ...PERSON, people }, { fields: { people: 'size' }, options })
  const answer = bodies.find(body => 'step' in body && body.step === 'q_size')
  expect(answer).toEqual(
    option ? { type: 'answered', step: 'q_size', value: option } : { type: 'skipped', step: 'q_size' },
  )
})

test('fields of the form that make one of the flow are joined, in the form’s order', () => {
  const names = { firstname: 'Ann', lastname: 'Keller', email: 'ann@pellgate.example' }
  const bodies = answersOf(begin(), names, { fields: { firstname: 'name', lastname: 'name' } })
  expect(bodies[0]).toEqual({ type: 'answered', step: 'q_name', value: 'Ann Keller' })
})

test.each([
  ['on', true],
  ['true', true],
  ['Yes', true],
  ['false', undefined],
  ['no', undefined],
  ['0', undefined],
])('a box whose value is %j stands for consent: %j', (agree, consent) => {
  const bodies = answersOf(begin(), { ...PERSON, agree }, { fields: { agree: 'contact_ok' } })
  const answer = bodies.find(body => 'step' in body && body.step === 'q_contact')
  expect(answer?.type === 'answered' ? answer.value : undefined).toBe(consent)
})

test('a form that answers nothing is no conversation', () => {
  expect(answersOf(begin(), { search: 'pallets' }, {})).toEqual([])
  expect(answersOf(begin(), { email: 'nonsense' }, {})).toEqual([])
})

test('what a form says that does not go together is left for the conversation to ask, where there is one', () => {
  const pricing = templates.find(({ id }) => id === 'pricing')?.flow
  if (!pricing) throw new Error('There is no pricing template.')
  const start = takeUp({
    player: createPlayer(publicFlow(pricing, 'en')),
    ...{ visit, now: () => 0, log: [], decisions: [], acknowledged: 0 },
  })
  const said = { need: 'spreadsheets', size: 's1_10', role: 'head', timeline: 'month', budget: 'b24k' }
  expect(answersOf(start, said, { ask: true }).reduce(given, start).played.position.id).toBe('q_budget')
  expect(answersOf(start, said, {}).reduce(given, start).played.answers.get('q_budget')).toBe('b24k')
})
