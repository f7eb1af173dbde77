import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Counter, rankCandidates } from '#server/routing/round-robin.ts'
import { routeLead } from '#server/routing/route.ts'
import type { Routing } from '#server/routing/routing-config.ts'
import { counter, person, teamRouting } from './routings.ts'

describe('whose turn it is', () => {
  test('is the one furthest behind the fair share', () => {
    const pool = rankCandidates(
      [
        { person: 'ann', weight: 100 },
        { person: 'bob', weight: 50 },
      ],
      [counter('ann', 7), counter('bob', 5)],
      'team',
    )
    expect(pool).toEqual([
      { person: 'ann', weight: 100, assigned: 7, shortfall: 1 },
      { person: 'bob', weight: 50, assigned: 5, shortfall: -1 },
    ])
  })

  test('at a tie is the one of the highest weight', () => {
    expect(turnOf({ ann: 50, bob: 100 }, [])).toBe('bob')
  })

  test('at a tie of weights is the one who waits longest; who never had one waits longest of all', () => {
    expect(turnOf({ ann: 1, bob: 1 }, [counter('ann', 3, 20), counter('bob', 3, 10)])).toBe('bob')
    expect(turnOf({ ann: 1, bob: 1 }, [counter('ann', 0, 10)])).toBe('bob')
  })

  test('at a full tie is told by the id, whatever the order', () => {
    expect(turnOf({ bob: 1, ann: 1 }, [])).toBe('ann')
  })

  test('never is that of a member of weight 0', () => {
    expect(turnOf({ ann: 0, bob: 1 }, [counter('bob', 900)])).toBe('bob')
  })

  test('does not look at counters of other teams or of people who left', () => {
    const others = [{ ...counter('ann', 50), teamId: 'other' }, counter('gone', 70)]
    expect(rankCandidates([{ person: 'ann', weight: 1 }], others, 'team')).toEqual([
      { person: 'ann', weight: 1, assigned: 0, shortfall: 0 },
    ])
  })

  test('shifts by calibration: who joins late need not catch up', () => {
    const members = [
      { person: 'ann', weight: 1 },
      { person: 'new', weight: 1, calibration: 40 },
    ]
    const pool = rankCandidates(members, [counter('ann', 40, 5)], 'team')
    expect(pool.map(one => [one.person, one.assigned, one.shortfall])).toEqual([
      ['new', 40, 0],
      ['ann', 40, 0],
    ])
  })
})

describe('over 10,000 leads', () => {
  test.each([
    ['two equal people', { ann: 100, bob: 100 }],
    ['weights 100 and 50', { ann: 100, bob: 50 }],
    ['weights 100 and 1', { ann: 100, bob: 1 }],
    ['seven equal people', { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }],
  ])('%s stay within one lead of their weights at every lead', (_title, weights) => {
    const routing = teamRouting(weights)
    const total = Object.values(weights).reduce((sum, one) => sum + one, 0)
    let widest = 0
    distribute(routing, 10_000, (given, leads) => {
      for (const [id, weight] of Object.entries(weights)) {
        widest = Math.max(widest, Math.abs((given.get(id)?.assigned ?? 0) - (leads * weight) / total))
      }
    })
    expect(widest).toBeLessThan(1)
  })

  test('many uneven weights end within one lead each', () => {
    const weights = { ann: 100, bob: 80, cid: 50, dot: 25, eve: 10 }
    const given = distribute(teamRouting(weights), 10_000)
    for (const [id, weight] of Object.entries(weights)) {
      expect(Math.abs((given.get(id)?.assigned ?? 0) - (10_000 * weight) / 265)).toBeLessThan(1)
    }
  })
})

test('in any team nobody is ever a whole lead ahead of their weight', () => {
  const teams = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(teams, drawn => {
      const weights = Object.fromEntries(drawn.map((weight, index) => [`p${index}`, weight]))
      const total = drawn.reduce((sum, one) => sum + one, 0)
      distribute(teamRouting(weights), 150, (given, leads) => {
        for (const [id, weight] of Object.entries(weights)) {
          expect((given.get(id)?.assigned ?? 0) - (leads * weight) / total).toBeLessThan(1)
        }
      })
    }),
    { numRuns: 60 },
  )
})

test('a lead that comes back to its owner costs nobody a turn', () => {
  const routing = teamRouting({ ann: 1, bob: 1 })
  const counters = [counter('ann', 5, 1), counter('bob', 5, 2)]
  const back = routeLead({ routing, facts: {}, counters, at: 3, previousOwner: 'bob' })
  expect(back).toMatchObject({ owner: person('bob'), counter: null, teamId: null })
})

/** Routes so many leads one after another, raising the counters as the caller of `routeLead` does. */
function distribute(
  routing: Routing,
  leads: number,
  look: (given: ReadonlyMap<string, Counter>, leads: number) => void = () => {},
): ReadonlyMap<string, Counter> {
  const given = new Map<string, Counter>()
  for (let lead = 1; lead <= leads; lead++) {
    const { counter: raised } = routeLead({ routing, facts: {}, counters: [...given.values()], at: lead })
    if (raised) {
      const assigned = (given.get(raised.personId)?.assigned ?? 0) + 1
      given.set(raised.personId, { ...raised, assigned, lastAt: lead })
    }
    look(given, lead)
  }
  return given
}

function turnOf(weights: Readonly<Record<string, number>>, counters: readonly Counter[]): string | undefined {
  return routeLead({ routing: teamRouting(weights), facts: {}, counters, at: 1 }).owner?.id
}
