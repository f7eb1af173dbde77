import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLedger, type LedgerEntry } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { daysAgo, NOW } from './history.ts'

const { bant } = presets
const DAY = 86_400_000

describe('a folded ledger', () => {
  test('of nothing is 0 and cold', () => {
    expect(foldLedger([], bant, NOW)).toEqual({ fit: 0, engagement: 0, score: 0, lines: [], temperature: 'cold' })
  })

  test('halves an act after one half-life', () => {
    const folded = foldLedger([act('a', { points: 8, at: daysAgo(30), halfLifeDays: 30 })], bant, NOW)
    expect(folded.engagement).toBe(4)
  })

  test('leaves fit as it is for ever', () => {
    const folded = foldLedger([trait('size', 15), trait('budget', -5)], bant, NOW + 5000 * DAY)
    expect(folded.fit).toBe(10)
  })

  test('caps what acts earn, shared by the largest remainder', () => {
    const folded = foldLedger([act('a', { points: 20 }), act('b', { points: 20 }), act('c', { points: 5 })], bant, NOW)
    // 30 × 20/45 = 13.33 twice, 30 × 5/45 = 3.33: equal remainders, so the first id gets the odd point.
    expect(folded.lines.map(line => [line.id, line.counted])).toEqual([
      ['a', 14],
      ['b', 13],
      ['c', 3],
    ])
  })

  test('takes penalties off after the cap', () => {
    const folded = foldLedger([act('a', { points: 50 }), act('idle', { points: -10 })], bant, NOW)
    expect(folded.engagement).toBe(20)
  })

  test('counts a penalty from the day it falls due, and not before', () => {
    const entries = [trait('size', 15), act('idle', { points: -10, at: NOW })]
    expect(foldLedger(entries, bant, NOW - 1).lines.map(line => line.id)).toEqual(['size'])
    expect(foldLedger(entries, bant, NOW).score).toBe(5)
  })

  test('rounds as a group: two halves are one point', () => {
    const half = { points: 1, at: daysAgo(30), halfLifeDays: 30 }
    const folded = foldLedger([act('b', half), act('a', half)], bant, NOW)
    expect(folded.lines.map(line => [line.id, line.counted])).toEqual([
      ['a', 1],
      ['b', 0],
    ])
  })

  test('is hot only when the fit reaches its part', () => {
    const busy = [trait('size', 39), act('a', { points: 30 })]
    expect(foldLedger(busy, bant, NOW)).toMatchObject({ score: 69, temperature: 'warm' })
    expect(foldLedger([...busy, trait('role', 1)], bant, NOW)).toMatchObject({ score: 70, temperature: 'hot' })
  })

  test.each([
    [59, 'warm'],
    [60, 'hot'],
    [30, 'warm'],
    [29, 'cold'],
  ])('of %i points of fit is %s', (points, temperature) => {
    expect(foldLedger([trait('size', points)], bant, NOW).temperature).toBe(temperature)
  })
})

describe('for any ledger', () => {
  test('the lines add up to the score, in whole numbers, within the cap, and no line exceeds its points', () => {
    fc.assert(
      fc.property(ledgers, caps, ages, (entries, cap, age) => {
        const model = { ...bant, engagement: { ...bant.engagement, cap } }
        const { fit, engagement, score, lines } = foldLedger(entries, model, NOW + age)
        const counted = lines.map(line => line.counted)
        expect(counted.every(Number.isInteger)).toBe(true)
        expect(counted.reduce((sum, one) => sum + one, 0)).toBe(score)
        expect(fit + engagement).toBe(score)
        expect(engagement).toBeLessThanOrEqual(cap)
        for (const line of lines) {
          if (line.group === 'fit' || line.points < 0) expect(line.counted).toBe(line.points)
          else expect(line.counted >= 0 && line.counted <= line.points).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('the order of the entries does not matter', () => {
    fc.assert(
      fc.property(ledgers, fc.infiniteStream(fc.nat()), (entries, dice) => {
        const shuffled = [...entries].map(entry => ({ entry, by: dice.next().value })).sort((a, b) => a.by - b.by)
        const again = shuffled.map(({ entry }) => entry)
        expect(foldLedger(again, bant, NOW)).toEqual(foldLedger(entries, bant, NOW))
      }),
    )
  })

  test('time alone never raises the score', () => {
    fc.assert(
      fc.property(ledgers, ages, ages, (entries, sooner, later) => {
        const first = foldLedger(entries, bant, NOW + sooner)
        const second = foldLedger(entries, bant, NOW + sooner + later)
        expect(second.score).toBeLessThanOrEqual(first.score)
      }),
    )
  })
})

const caps = fc.integer({ min: 0, max: 120 })
const ages = fc.integer({ min: 0, max: 400 * DAY })
const ledgers = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 6 }),
      group: fc.constantFrom('fit' as const, 'engagement' as const),
      points: fc.integer({ min: -30, max: 40 }).filter(points => points !== 0),
      days: fc.double({ min: 0, max: 300, noNaN: true }),
      halfLifeDays: fc.option(fc.double({ min: 0.5, max: 200, noNaN: true })),
    }),
    { selector: entry => entry.id, maxLength: 25 },
  )
  .map(rows =>
    rows.map(({ days, id, group, points, halfLifeDays }) =>
      group === 'fit' ? trait(id, points) : act(id, { points, at: daysAgo(days), halfLifeDays }),
    ),
  )

function trait(id: string, points: number): LedgerEntry {
  return { ...act(id, { points }), group: 'fit' }
}

function act(id: string, given: { points: number; at?: number; halfLifeDays?: number | null }): LedgerEntry {
  const base = { group: 'engagement' as const, ruleId: id, reason: id, evidence: {}, modelRevision: 'rev-1' }
  return { id, ...base, at: NOW, halfLifeDays: null, ...given }
}
