import { expect, test } from 'vitest'
import { routeLater, routeTo } from '#server/routing/route-later.ts'
import type { Routing } from '#server/routing/routing-config.ts'
import { counter, person } from './routings.ts'

const ROUTING: Routing = {
  format: 1,
  people: [person('ann'), person('ben'), person('cem')],
  teams: [
    {
      id: 'team',
      name: 'Team',
      members: [
        { person: 'ann', weight: 100 },
        { person: 'ben', weight: 100 },
      ],
    },
  ],
  rules: [
    {
      id: 'french',
      name: 'French',
      when: { all: [hot(), { fact: 'lang', is: 'fr' }] },
      outcome: 'sales',
      assign: { person: 'cem' },
    },
    { id: 'hot', name: 'Hot', when: hot(), outcome: 'sales', assign: { team: 'team' }, slaMinutes: 30 },
    { id: 'warm', name: 'Warm', when: { fact: 'temperature', is: 'warm' }, outcome: 'nurture' },
  ],
  fallback: { outcome: 'trial' },
}

test('a lead that need not go to anybody goes as the rules say', () => {
  const routed = routeLater({ ...input({ temperature: 'warm' }), mustSell: false })
  expect([routed.outcome, routed.owner, routed.ruleId]).toEqual(['nurture', null, 'warm'])
})

test('one that must go to somebody goes as by the widest rule that sells', () => {
  const routed = routeLater({ ...input({ temperature: 'warm' }), mustSell: true })
  expect([routed.outcome, routed.owner?.id, routed.ruleId, routed.dueAt]).toEqual(['sales', 'ann', 'hot', 1_800_000])
  expect(routed.record.rules.map(({ id, held }) => [id, held])).toEqual([
    ['french', false],
    ['warm', false],
    ['hot', true],
  ])
})

test('who must not get it is no choice, not even of a rule that names them', () => {
  const facts = { temperature: 'hot', lang: 'fr' }
  expect(routeLater({ ...input(facts), mustSell: true }).owner?.id).toBe('cem')
  expect(routeLater({ ...input(facts), mustSell: true, without: 'cem' }).owner?.id).toBe('ann')
  expect(routeLater({ ...input({ temperature: 'hot' }), mustSell: true, without: 'ann' }).owner?.id).toBe('ben')
})

test('nobody is found where no rule sells', () => {
  const routed = routeLater({
    ...input({ temperature: 'warm' }),
    routing: { ...ROUTING, rules: ROUTING.rules.slice(2) },
    mustSell: true,
  })
  expect([routed.outcome, routed.owner]).toEqual(['nurture', null])
})

test('a named team draws in turns, a named person has no turn, and who is not there gets nothing', () => {
  const direct = { routing: ROUTING, counters: [counter('ann', 1)], at: 0, outcome: 'nurture' }
  expect(routeTo({ ...direct, assign: { team: 'team' } })).toMatchObject({ owner: { id: 'ben' }, outcome: 'nurture' })
  expect(routeTo({ ...direct, assign: { person: 'cem' } })).toMatchObject({ owner: { id: 'cem' }, counter: null })
  expect(routeTo({ ...direct, assign: { person: 'eve' } })).toBeNull()
})

function input(facts: Readonly<Record<string, string>>) {
  return { routing: ROUTING, facts, counters: [], at: 0 }
}

function hot() {
  return { fact: 'temperature', is: 'hot' } as const
}
