import { describe, expect, test } from 'vitest'
import { checkRouting } from '#server/routing/check-routing.ts'
import { defaultRouting } from '#server/routing/default-routing.ts'
import { routeLead } from '#server/routing/route.ts'
import { routingSchema } from '#server/routing/routing-config.ts'
import { person } from './routings.ts'

const routing = defaultRouting({ owner: person('ann') })

describe('the routing of a new workspace', () => {
  test('has the shape of a routing and passes its checks', () => {
    expect(routingSchema.parse(routing)).toEqual(routing)
    expect(checkRouting(routing)).toEqual([])
  })

  test.each([
    ['hot', { temperature: 'hot' }, 'sales', 'ann', 3_600_000],
    ['warm', { temperature: 'warm' }, 'nurture', undefined, null],
    ['cold', { temperature: 'cold' }, 'trial', undefined, null],
    ['a hot student', { temperature: 'hot', disqualified: 'student' }, 'guide', undefined, null],
    ['a hot competitor', { temperature: 'hot', disqualified: 'competitor' }, 'exit', undefined, null],
    ['a customer', { temperature: 'cold', disqualified: 'customer' }, 'support', undefined, null],
    ['a cold one of the priority list', { temperature: 'cold', 'account.priority': true }, 'sales', 'ann', 900_000],
    [
      'a rival on the priority list',
      { temperature: 'hot', 'account.priority': true, disqualified: 'competitor' },
      'exit',
      undefined,
      null,
    ],
    ['nobody knows what', {}, 'trial', undefined, null],
  ])('sends %s the right way', (_title, facts, outcome, owner, dueAt) => {
    const routed = routeLead({ routing, facts, counters: [], at: 0 })
    expect([routed.outcome, routed.owner?.id, routed.dueAt]).toEqual([outcome, owner, dueAt])
  })

  test('says that its owner has no booking link yet', () => {
    const { bookingUrl: _, ...ann } = person('ann')
    expect(checkRouting(defaultRouting({ owner: ann })).map(({ severity, code }) => [severity, code])).toEqual([
      ['warning', 'booking_link_missing'],
    ])
  })
})
