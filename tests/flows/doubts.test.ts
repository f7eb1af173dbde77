import { describe, expect, test } from 'vitest'
import type { SessionEventBody } from '#flows/api.ts'
import { checkFlow } from '#flows/check.ts'
import { doubtsAmong } from '#flows/doubts.ts'
import { factsOf } from '#flows/fields/index.ts'
import type { Field, Flow } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import { publicFlow, wordings } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import { templates } from '#flows/templates/index.ts'
import { CONTEXT } from '../support/random-flow.ts'

function pricing(): Flow {
  const found = templates.find(({ id }) => id === 'pricing')
  if (!found) throw new Error('There is no pricing template.')
  return found.flow
}

const answered = (step: string, value: string): SessionEventBody => ({ type: 'answered', step, value })

function raisedBy(size: string, budget: string) {
  const flow = publicFlow(pricing(), 'en')
  const acts = [
    answered('q_need', 'spreadsheets'),
    answered('q_size', size),
    answered('q_role', 'executive'),
    answered('q_timeline', 'month'),
    answered('q_budget', budget),
  ]
  const raised = doubtsAmong(flow, createPlayer(flow).start(CONTEXT), acts)
  return [...raised].map(([step, { id }]) => [step, id])
}

describe('doubts', () => {
  test('are raised at the answer that makes them hold', () => {
    expect(raisedBy('s1_10', 'b24k')).toEqual([['q_budget', 'small_and_rich']])
    expect(raisedBy('s1_10', 'b8_24k')).toEqual([])
    expect(raisedBy('s50_500', 'b24k')).toEqual([])
  })

  test('are raised once: an answer after them, and one that leaves them as they were, raises none', () => {
    const flow = publicFlow(pricing(), 'en')
    const acts = [
      answered('q_need', 'spreadsheets'),
      answered('q_size', 's1_10'),
      answered('q_role', 'executive'),
      answered('q_timeline', 'month'),
      answered('q_budget', 'b24k'),
    ]
    const start = createPlayer(flow).start(CONTEXT)
    const played = acts.reduce((now, act) => {
      const accepted = now.accept(act)
      return accepted.ok ? accepted.played : now
    }, start)
    const later = [answered('q_name', 'Ann'), answered('q_budget', 'b24k'), answered('q_role', 'manager')]
    expect(doubtsAmong(flow, played, later).size).toBe(0)
  })

  test('do not change where an answer leads', () => {
    const { doubts: _, ...without } = pricing()
    const end = (flow: Flow) => {
      const player = createPlayer(publicFlow(flow, 'en'))
      const size = player.start(CONTEXT).accept(answered('q_need', 'spreadsheets'))
      return size.ok && size.played.position.id
    }
    expect(end(pricing())).toBe(end(without))
  })

  test('are worded in the language of the flow that is shown', () => {
    expect(publicFlow(pricing(), 'de').doubts?.[0]?.text).toBe(
      'Ein kleines Team und unser größtes Budget: Stimmt beides?',
    )
    expect(wordings(publicFlow(pricing(), 'en'))).toHaveProperty(['doubts.small_and_rich.text'])
  })

  test('about what no question asks, or called alike, are found by the checks', () => {
    const doubt = { id: 'odd', when: { fact: 'shoes', is: 'red' }, text: 'Red?' }
    const found = checkFlow({ ...pricing(), doubts: [doubt, doubt] }).map(({ code, pointer }) => [code, pointer])
    expect(found).toEqual(
      expect.arrayContaining([
        ['unknown_fact', '/doubts/0/when/fact'],
        ['duplicate_id', '/doubts/1/id'],
      ]),
    )
    expect(parseFlow({ ...pricing(), doubts: [{ ...doubt, text: ' ' }] }).ok).toBe(false)
  })
})

describe('the largest band of a budget', () => {
  const money = (currency: string, mins: readonly (number | undefined)[]): Field => ({
    kind: 'money',
    currency,
    options: mins.map((min, index) => ({ id: `b${index}`, label: String(min), ...(min !== undefined && { min }) })),
  })

  test.each([
    ['USD', [undefined, 3000, 24_000], 'b2', true],
    ['SEK', [undefined, 30_000, 250_000], 'b2', true],
    ['SEK', [undefined, 30_000, 250_000], 'b1', undefined],
    ['USD', [undefined, 24_000, 3000], 'b1', true],
    ['USD', [undefined, undefined], 'b1', undefined],
    ['USD', [undefined, 3000], 'b1', undefined],
  ])('in %s among %j: %s is the top: %s', (currency, mins, answer, top) => {
    expect(factsOf('budget', money(currency, mins), answer)['budget.top']).toBe(top)
  })
})
