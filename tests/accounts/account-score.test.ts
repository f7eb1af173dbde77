import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountScore } from '#server/accounts/account-score.ts'
import { DEFAULT_ACCOUNT_SETTINGS } from '#server/accounts/account-settings.ts'
import { committeeUntil } from '#server/accounts/committee.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 23)
const at = (daysAgo: number, level: string | null = null) => ({ seenAt: NOW - daysAgo * DAY, level })
const until = (people: Parameters<typeof committeeUntil>[0]) => committeeUntil(people, DEFAULT_ACCOUNT_SETTINGS)

test('three people within the days make a committee, for as long as the third newest came lately', () => {
  expect(until([at(1), at(2), at(5)])).toBe(NOW + 25 * DAY)
  expect(until([at(1), at(2), at(40)])).toBeLessThan(NOW)
  expect(until([at(1), at(2)])).toBe(0)
})

test('two of different levels make one too, two of the same do not', () => {
  expect(until([at(1, 'c_level'), at(3, 'manager')])).toBe(NOW + 27 * DAY)
  expect(until([at(1, 'manager'), at(3, 'manager')])).toBe(0)
  expect(until([at(1, 'manager'), at(3)])).toBe(0)
  expect(until([])).toBe(0)
})

test('the lines of an account add up to its score, in any order of its people', () => {
  const person = fc.record({
    id: fc.uuid(),
    who: fc.string(),
    fit: fc.double({ min: -100, max: 200, noNaN: true }),
    engagement: fc.double({ min: -50, max: 100, noNaN: true }),
  })
  const marks = fc.record({ committee: fc.boolean(), priority: fc.boolean() })
  fc.assert(
    fc.property(fc.array(person, { maxLength: 20 }), marks, (people, marked) => {
      const { score, lines } = accountScore(people, marked, DEFAULT_ACCOUNT_SETTINGS)
      expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(score)
      expect(accountScore(people.toReversed(), marked, DEFAULT_ACCOUNT_SETTINGS).score).toBe(score)
      const engaged = lines.filter(({ kind, points }) => kind === 'engagement' && points > 0)
      const cap = DEFAULT_ACCOUNT_SETTINGS.engagementCap
      expect(engaged.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(cap)
    }),
  )
})

test('an account is as good as its best fit, with what all of them did up to the limit', () => {
  const people = [
    { id: 'a', who: 'Ingrid', fit: 70, engagement: 17 },
    { id: 'b', who: 'Ole', fit: 40, engagement: 30 },
  ]
  const { score, lines } = accountScore(people, { committee: true, priority: false }, DEFAULT_ACCOUNT_SETTINGS)
  expect(score).toBe(70 + 30 + 10 + 10)
  expect(lines.map(({ reason }) => reason)).toEqual([
    'Best fit: Ingrid',
    'Engagement of Ole',
    'Engagement of Ingrid: 17, up to the limit of 40',
    'Several people of different standing came',
  ])
})
