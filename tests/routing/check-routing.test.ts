import { describe, expect, test } from 'vitest'
import type { Condition } from '#flows/condition.ts'
import type { DecideStep } from '#flows/flow.ts'
import { checkRouting } from '#server/routing/check-routing.ts'
import { type Routing, type RoutingRule, routingSchema } from '#server/routing/routing-config.ts'
import { person, teamRouting } from './routings.ts'

const hot: Condition = { fact: 'temperature', is: 'hot' }
const anybody: Condition = { all: [] }
const sound = teamRouting({ ann: 100, bob: 50 })

describe('a check finds', () => {
  test('nothing in a sound routing', () => {
    expect(checkRouting(sound, { steps: [decide('sales')] })).toEqual([])
  })

  test('a person and a team that do not exist', () => {
    const rules = [rule('a', hot, { assign: { person: 'zoe' } }), rule('b', anybody, { assign: { team: 'west' } })]
    expect(findings({ ...sound, rules })).toEqual([
      ['error', 'unknown_person', '/rules/0/assign/person'],
      ['error', 'unknown_team', '/rules/1/assign/team'],
    ])
  })

  test('a team that names a stranger, or somebody twice', () => {
    const members = ['ann', 'zoe', 'ann'].map(id => ({ person: id, weight: 1 }))
    expect(findings({ ...sound, teams: [{ id: 'team', name: 'Team', members }] })).toEqual([
      ['error', 'unknown_person', '/teams/0/members/1/person'],
      ['error', 'duplicate_id', '/teams/0/members/2/person'],
    ])
  })

  test('a team in which nobody takes leads', () => {
    const members = [{ person: 'ann', weight: 0 }]
    expect(findings({ ...sound, teams: [{ id: 'team', name: 'Team', members }] })).toEqual([
      ['error', 'empty_team', '/fallback/assign/team'],
    ])
  })

  test('ids used twice, and one that is reserved', () => {
    const rules = [rule('a', hot), rule('a', { fact: 'lang', is: 'de' }), rule('fallback', { fact: 'lang', is: 'fr' })]
    expect(findings({ ...sound, people: [...sound.people, person('bob')], rules })).toEqual([
      ['error', 'duplicate_id', '/people/2/id'],
      ['error', 'duplicate_id', '/rules/1/id'],
      ['error', 'duplicate_id', '/rules/2/id'],
    ])
  })

  test.each<[string, Condition]>([
    ['an empty all', anybody],
    ['one that is not never', { not: { any: [] } }],
    ['any with something that always holds', { any: [hot, { all: [{ all: [] }] }] }],
  ])('a rule behind %s', (_title, when) => {
    expect(findings({ ...sound, rules: [rule('first', when), rule('second', hot)] })).toEqual([
      ['warning', 'rule_unreachable', '/rules/1'],
    ])
  })

  test('a rule behind another of the same condition', () => {
    expect(findings({ ...sound, rules: [rule('first', hot), rule('second', hot)] })).toEqual([
      ['warning', 'rule_unreachable', '/rules/1'],
    ])
  })

  test('an outcome that a decide step does not know', () => {
    expect(checkRouting(sound, { steps: [decide('nurture')] })).toEqual([
      {
        severity: 'warning',
        code: 'outcome_unhandled',
        pointer: '/fallback/outcome',
        message: '“Everyone else” ends in “sales”, which the step “route” does not know: visitors go to its fallback.',
      },
    ])
  })

  test('a promise of sales or of a time that nobody keeps', () => {
    const rules = [rule('a', hot), rule('b', { fact: 'lang', is: 'de' }, { outcome: 'trial', slaMinutes: 15 })]
    const unassigned = rules.map(({ assign: _, ...rest }) => rest)
    expect(findings({ ...sound, rules: unassigned })).toEqual([
      ['warning', 'nobody_assigned', '/rules/0'],
      ['warning', 'nobody_assigned', '/rules/1'],
    ])
  })

  test('nothing in a promise made to leads who have an owner', () => {
    const { assign: _, ...owned } = rule('a', { fact: 'owner.known', is: true })
    expect(findings({ ...sound, rules: [owned] })).toEqual([])
  })

  test('somebody who sells without a booking link, once', () => {
    const { bookingUrl: _, ...bob } = person('bob')
    const rules = [rule('a', hot, { assign: { person: 'bob' } })]
    expect(findings({ ...sound, people: [person('ann'), bob], rules })).toEqual([
      ['warning', 'booking_link_missing', '/people/1'],
    ])
  })
})

test('a flow in which nobody books a time needs no booking links', () => {
  const { bookingUrl: _, ...ann } = person('ann')
  const routing = { ...sound, people: [ann, person('bob')] }
  const steps = [decide('sales'), { id: 'book', kind: 'book' as const, text: 'Pick a time' }]
  expect(checkRouting(routing, { steps: [decide('sales')] })).toEqual([])
  expect(checkRouting(routing, { steps }).map(({ code }) => code)).toEqual(['booking_link_missing'])
})

describe('a routing from outside is refused', () => {
  test.each<[string, object]>([
    ['with a key nobody knows', { ...sound, secret: 1 }],
    ['with a booking link that is not https', withPerson({ bookingUrl: 'http://calendar.sales.example/ann' })],
    ['with a booking link that is a script', withPerson({ bookingUrl: 'javascript:alert(1)' })],
    ['with an address that is none', withPerson({ email: 'ann' })],
    ['with a weight below nothing', teamRouting({ ann: -1 })],
    [
      'with a rule that assigns a person and a team',
      { ...sound, fallback: { outcome: 'x', assign: { person: 'a', team: 'b' } } },
    ],
    ['with a due time in the past', { ...sound, rules: [rule('a', hot, { slaMinutes: 0 })] }],
  ])('%s', (_title, routing) => {
    expect(routingSchema.safeParse(routing).success).toBe(false)
  })
})

function findings(routing: Routing) {
  return checkRouting(routing).map(({ severity, code, pointer }) => [severity, code, pointer])
}

function rule(id: string, when: Condition, given: Partial<RoutingRule> = {}): RoutingRule {
  return { id, name: `Rule ${id}`, when, outcome: 'sales', assign: { team: 'team' }, ...given }
}

function decide(...outcomes: string[]): DecideStep {
  const ways = Object.fromEntries(outcomes.map(outcome => [outcome, 'end']))
  return { id: 'route', kind: 'decide', outcomes: ways, fallback: 'end' }
}

function withPerson(given: object) {
  return { ...sound, people: [{ ...person('ann'), ...given }, person('bob')] }
}
