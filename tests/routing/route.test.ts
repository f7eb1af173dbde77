import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsRead } from '#flows/condition.ts'
import { routeLead } from '#server/routing/route.ts'
import type { Routing } from '#server/routing/routing-config.ts'
import { counter, person, teamRouting } from './routings.ts'

const routing: Routing = {
  format: 1,
  people: [person('ann'), person('bob'), person('eve')],
  teams: [
    {
      id: 'team',
      name: 'North',
      members: [
        { person: 'ann', weight: 100 },
        { person: 'bob', weight: 50 },
        { person: 'left', weight: 100 },
      ],
    },
    { id: 'empty', name: 'Empty', members: [{ person: 'left', weight: 100 }] },
  ],
  rules: [
    { id: 'mine', name: 'Known', when: { fact: 'owner.known', is: true }, outcome: 'sales', slaMinutes: 30 },
    { id: 'out', name: 'Out', when: { fact: 'disqualified', known: true }, outcome: 'exit' },
    {
      id: 'big',
      name: 'Big',
      when: {
        all: [
          { fact: 'temperature', is: 'hot' },
          { fact: 'size.min', gte: 1001 },
        ],
      },
      outcome: 'sales',
      assign: { person: 'eve' },
      slaMinutes: 15,
    },
    { id: 'hot', name: 'Hot', when: { fact: 'temperature', is: 'hot' }, outcome: 'sales', assign: { team: 'team' } },
    { id: 'stale', name: 'Stale', when: { fact: 'source', is: 'fair' }, outcome: 'sales', assign: { team: 'empty' } },
  ],
  fallback: { outcome: 'trial', assign: { person: 'bob' } },
}

describe('a decision', () => {
  test('is the first rule that holds, with a person, a due time and no counter', () => {
    const facts = { temperature: 'hot', 'size.min': 1001 }
    expect(routeLead({ routing, facts, counters: [], at: 1000 })).toMatchObject({
      outcome: 'sales',
      ruleId: 'big',
      owner: person('eve'),
      teamId: null,
      dueAt: 1000 + 15 * 60_000,
      counter: null,
    })
  })

  test('names every rule looked at, up to the one that held, with the facts it read', () => {
    const facts = { temperature: 'hot', score: 71 }
    const { record } = routeLead({ routing, facts, counters: [counter('ann', 2), counter('bob', 1)], at: 0 })
    expect(record).toEqual({
      rules: [
        { id: 'mine', name: 'Known', held: false, reads: { 'owner.known': false } },
        { id: 'out', name: 'Out', held: false, reads: { disqualified: null } },
        { id: 'big', name: 'Big', held: false, reads: { temperature: 'hot', 'size.min': null } },
        { id: 'hot', name: 'Hot', held: true, reads: { temperature: 'hot' } },
      ],
      pool: [
        { person: 'ann', weight: 100, assigned: 2, shortfall: 0 },
        { person: 'bob', weight: 50, assigned: 1, shortfall: 0 },
      ],
      reason: 'ann is next of team North: has had 2 of 3, with a share of 67 %',
    })
  })

  test('without a rule that holds is the fallback, looked at last', () => {
    const routed = routeLead({ routing, facts: {}, counters: [], at: 0 })
    expect(routed).toMatchObject({ outcome: 'trial', ruleId: 'fallback', owner: person('bob'), dueAt: null })
    expect(routed.record.rules.at(-1)).toEqual({ id: 'fallback', name: 'Everyone else', held: true, reads: {} })
    expect(routed.record.rules).toHaveLength(routing.rules.length + 1)
  })

  test('of a rule that assigns nobody leaves the lead without an owner', () => {
    const { owner, outcome, record } = routeLead({ routing, facts: { disqualified: 'student' }, counters: [], at: 0 })
    expect([owner, outcome, record.reason]).toEqual([null, 'exit', 'Nobody in person: the next step is automatic'])
  })

  test('of a rule whose people have all left takes the person of the fallback', () => {
    const routed = routeLead({ routing, facts: { source: 'fair' }, counters: [], at: 0 })
    expect(routed).toMatchObject({ ruleId: 'stale', outcome: 'sales', owner: person('bob') })
  })

  test('says so when nobody is left at all', () => {
    const alone = { ...routing, fallback: { outcome: 'trial' } }
    const { owner, record } = routeLead({ routing: alone, facts: { source: 'fair' }, counters: [], at: 0 })
    expect([owner, record.reason]).toEqual([null, 'Nobody is left of those who should get it'])
  })

  test('leaves a lead with its owner, whatever the rule says', () => {
    const facts = { temperature: 'hot', 'size.min': 1001 }
    expect(routeLead({ routing, facts, counters: [], at: 0, previousOwner: 'ann' })).toMatchObject({
      ruleId: 'mine',
      owner: person('ann'),
      dueAt: 30 * 60_000,
      counter: null,
      record: { pool: [], reason: 'ann already owns this lead' },
    })
  })

  test('gives a lead away whose owner is gone', () => {
    const facts = { temperature: 'hot', 'size.min': 1001, 'owner.known': true }
    const routed = routeLead({ routing, facts, counters: [], at: 0, previousOwner: 'left' })
    expect(routed).toMatchObject({ ruleId: 'big', owner: person('eve') })
  })
})

describe('for any team, counters and facts', () => {
  const ids = ['ann', 'bob', 'cid', 'dot', 'left']
  const weights = fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 0, max: 100 }))
  const counters = fc.array(
    fc.record({
      personId: fc.constantFrom(...ids),
      assigned: fc.nat(500),
      lastAt: fc.nat(),
      teamId: fc.constant('team'),
    }),
  )

  test('the owner is one of the pool, and the pool one of those who take leads', () => {
    fc.assert(
      fc.property(weights, counters, (drawn, given) => {
        const { people, ...rest } = teamRouting(drawn)
        const present = { ...rest, people: people.filter(one => one.id !== 'left') }
        const routed = routeLead({ routing: present, facts: {}, counters: given, at: 1 })
        const pool = routed.record.pool.map(one => one.person)
        const takers = present.people.map(one => one.id).filter(id => (drawn[id] ?? 0) > 0)
        expect([...pool].sort()).toEqual([...takers].sort())
        expect(routed.owner?.id).toBe(pool[0])
        expect(routed.counter).toEqual(pool[0] === undefined ? null : { teamId: 'team', personId: pool[0] })
      }),
    )
  })

  test('the same input gives the same decision, and the record says which facts each rule read', () => {
    const facts = fc.record({
      temperature: fc.constantFrom('hot', 'warm', 'cold'),
      'size.min': fc.option(fc.constantFrom(1, 50, 1001), { nil: undefined }),
      disqualified: fc.option(fc.constant('student'), { nil: undefined }),
    })
    fc.assert(
      fc.property(facts, counters, (known, given) => {
        const routed = routeLead({ routing, facts: known, counters: given, at: 5 })
        expect(routeLead({ routing, facts: known, counters: [...given], at: 5 })).toEqual(routed)
        expect(JSON.parse(JSON.stringify(routed.record))).toEqual(routed.record)
        for (const [index, looked] of routed.record.rules.entries()) {
          const rule = routing.rules[index]
          expect(Object.keys(looked.reads)).toEqual(rule ? factsRead(rule.when) : [])
        }
      }),
    )
  })
})
