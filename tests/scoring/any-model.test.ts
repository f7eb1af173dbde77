import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts } from '#flows/condition.ts'
import type { BehaviorFact } from '#server/scoring/behavior.ts'
import { foldLedger, type LedgerLine } from '#server/scoring/ledger.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { NOW } from './history.ts'
import { anyFacts, anyHistory, anyModel } from './random-model.ts'

const DAY = 86_400_000
const ages = fc.integer({ min: 0, max: 300 * DAY })

test('whatever the rules, limits and fading, the lines add up to the score in whole numbers, at any moment', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, anyFacts, fc.nat(4), ages, (model, events, facts, colleagues, age) => {
      const folded = foldLedger(entriesOf({ model, events, facts, colleagues }), model, NOW + age)
      const { score, fit, engagement, lines, hundred, grade } = folded
      expect(lines.every(line => Number.isInteger(line.counted))).toBe(true)
      expect(sumOf(lines)).toBe(score)
      expect(fit + engagement).toBe(score)
      expect(engagement).toBeLessThanOrEqual(model.engagement.cap)
      expect(hundred).toBeGreaterThanOrEqual(0)
      expect(hundred).toBeLessThanOrEqual(100)
      expect(grade).toMatch(/^[A-D][1-4]$/)
    }),
    { numRuns: 1500 },
  )
})

test('every limit holds, and no line counts more than it gave', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, anyFacts, fc.nat(4), ages, (model, events, facts, colleagues, age) => {
      const { lines } = foldLedger(entriesOf({ model, events, facts, colleagues }), model, NOW + age)
      for (const line of lines) {
        expect(Math.abs(line.counted)).toBeLessThanOrEqual(Math.abs(line.points))
        expect(line.counted * line.points).toBeGreaterThanOrEqual(0)
      }
      for (const { id, cap } of [...model.fit, ...model.engagement.rules]) {
        if (cap !== undefined) expectWithin(lines, [id], cap)
      }
      for (const { rules, most } of model.caps ?? []) expectWithin(lines, rules, most)
      expectWithin(
        lines.filter(line => line.group === 'fit' && line.points > 0),
        model.fit.map(rule => rule.id),
        model.fitCap ?? Number.POSITIVE_INFINITY,
      )
    }),
    { numRuns: 1500 },
  )
})

test('a stored ledger folded later is what scoring again later gives, so nothing need be recomputed for time to count', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, anyFacts, ages, (model, events, facts, age) => {
      const stored = foldLedger(entriesOf({ model, events, facts }), model, NOW + age)
      const again = foldLedger(entriesOf({ model, events, facts, at: NOW + age }), model, NOW + age)
      expect(withoutTimes(again.lines)).toEqual(withoutTimes(stored.lines))
    }),
    { numRuns: 800 },
  )
})

test('acts in another order and told twice give the same entries', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, anyFacts, fc.infiniteStream(fc.nat()), (model, events, facts, dice) => {
      const shuffled = [...events, ...events]
        .map(event => ({ event, by: dice.next().value }))
        .sort((a, b) => a.by - b.by)
        .map(({ event }) => event)
      expect(entriesOf({ model, events: shuffled, facts })).toEqual(entriesOf({ model, events, facts }))
    }),
    { numRuns: 800 },
  )
})

test('every entry has an id of its own and survives JSON', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, anyFacts, (model, events, facts) => {
      const entries = entriesOf({ model, events, facts, colleagues: 2 })
      expect(new Set(entries.map(entry => entry.id)).size).toBe(entries.length)
      expect(JSON.parse(JSON.stringify(entries))).toEqual(entries)
    }),
  )
})

test('a hundred thousand acts are folded, not tried against each other', () => {
  const model = modelWithEverything()
  const events = Array.from({ length: 100_000 }, (_, index): BehaviorFact => {
    return { id: `act-${index % 90_000}`, type: 'page_viewed', path: '/pricing', at: NOW - (index % 5) * DAY }
  })
  const entries = entriesOf({ model, events, facts: {} })
  const folded = foldLedger(entries, model, NOW)
  expect(sumOf(folded.lines)).toBe(folded.score)
  expect(entries.length).toBeGreaterThan(80_000)
})

interface Given {
  readonly model: ScoreModel
  readonly events: readonly BehaviorFact[]
  readonly facts: Facts
  readonly colleagues?: number
  readonly at?: number
}

function entriesOf({ model, events, facts, colleagues = 0, at = NOW }: Given) {
  const labels = (_fact: string, value: string) => value
  const input = { model, modelRevision: 'rev-1', facts, labels, events, colleagues, at }
  return scoreLead({ ...input, lastActiveAt: NOW }).entries
}

function modelWithEverything(): ScoreModel {
  const [model] = fc.sample(anyModel, { numRuns: 1, seed: 7 })
  if (!model) throw new Error('No model was drawn.')
  const page = { event: 'page_viewed', points: 2, reason: 'Looked at a page', cap: 40 }
  const every = { id: 'every', kind: 'event' as const, ...page, times: 'each' as const }
  const path = [{ event: 'page_viewed' }, { event: 'page_viewed' }]
  const run = { id: 'run', kind: 'sequence' as const, steps: path, points: 5, reason: 'In order' }
  const rules = [every, run, { ...every, id: 'daily', per: 'day' as const, max: 2 }]
  return {
    ...model,
    caps: [{ id: 'all', label: 'All', rules: ['every', 'daily'], most: 30 }],
    engagement: { ...model.engagement, rules },
  }
}

function expectWithin(lines: readonly LedgerLine[], rules: readonly string[], most: number): void {
  const under = lines.filter(line => rules.includes(line.ruleId))
  expect(sumOf(under.filter(line => line.counted > 0))).toBeLessThanOrEqual(most)
  expect(-sumOf(under.filter(line => line.counted < 0))).toBeLessThanOrEqual(most)
}

function sumOf(lines: readonly LedgerLine[]): number {
  return lines.reduce((sum, line) => sum + line.counted, 0)
}

/** States are dated by when they were looked at. */
function withoutTimes(lines: readonly LedgerLine[]) {
  return lines.map(({ id, counted, limit }) => ({ id, counted, limit }))
}
