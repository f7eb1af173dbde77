import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BEHAVIOR_TYPES, type BehaviorFact, CONVERSATION_TYPES } from '#server/scoring/behavior.ts'
import { foldLedger } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { EngagementRule, ScoreModel } from '#server/scoring/score-model.ts'
import { answered, bantFields, labelOf } from './bant-fields.ts'
import { NOW } from './history.ts'

const DAY = 86_400_000

test('for any history under any rules the lines add up to the score', () => {
  fc.assert(
    fc.property(models, histories, answers, fc.nat(3), ages, (model, events, given, colleagues, age) => {
      const { entries } = scored({ model, events, given, colleagues })
      const { score, fit, engagement, lines } = foldLedger(entries, model, NOW + age)
      expect(lines.reduce((sum, line) => sum + line.counted, 0)).toBe(score)
      expect(fit + engagement).toBe(score)
      expect(Number.isInteger(score)).toBe(true)
      expect(engagement).toBeLessThanOrEqual(model.engagement.cap)
    }),
    { numRuns: 1000 },
  )
})

test('an order of the acts, and acts sent again, change nothing', () => {
  fc.assert(
    fc.property(models, histories, answers, fc.infiniteStream(fc.nat()), (model, events, given, dice) => {
      const shuffled = [...events, ...events]
        .map(event => ({ event, by: dice.next().value }))
        .sort((a, b) => a.by - b.by)
      const again = shuffled.map(({ event }) => event)
      expect(scored({ model, events: again, given })).toEqual(scored({ model, events, given }))
    }),
    { numRuns: 500 },
  )
})

test('every entry has an id of its own and survives JSON', () => {
  fc.assert(
    fc.property(models, histories, answers, (model, events, given) => {
      const { entries } = scored({ model, events, given, colleagues: 1 })
      expect(new Set(entries.map(entry => entry.id)).size).toBe(entries.length)
      expect(JSON.parse(JSON.stringify(entries))).toEqual(entries)
    }),
  )
})

test('scoring again later gives the rows of before the same ids', () => {
  fc.assert(
    fc.property(histories, answers, ages, (events, given, later) => {
      const model = presets.bant
      const before = scored({ model, events, given }).entries.map(entry => entry.id)
      const after = scored({ model, events, given, at: NOW + later }).entries.map(entry => entry.id)
      expect(after).toEqual(before)
    }),
  )
})

test('a disqualified student keeps the reasons, an excluded competitor has none', () => {
  const events: BehaviorFact[] = [{ id: 'a', type: 'page_viewed', path: '/pricing', at: NOW }]
  const student = scored({ events, given: { need: 'many_sites', role: 'student' } })
  const rival = scored({ events, given: { need: 'many_sites', email: 'ann@eu.competitor.example' } })
  expect(student.disqualified).toEqual({ rule: 'student', reason: 'Student or researcher' })
  expect(student.entries.map(entry => entry.id)).toEqual(['need', 'pricing_page', 'idle'])
  expect(rival).toEqual({ entries: [], disqualified: { rule: 'competitor', reason: 'Works for a competitor' } })
})

interface Given {
  readonly model?: ScoreModel
  readonly events: readonly BehaviorFact[]
  readonly given: Readonly<Record<string, string>>
  readonly colleagues?: number
  readonly at?: number
}

function scored({ model = presets.bant, events, given, colleagues = 0, at = NOW }: Given) {
  const facts = answered(given)
  return scoreLead({ model, modelRevision: 'rev-1', facts, labels: labelOf, events, colleagues, at })
}

const ages = fc.integer({ min: 0, max: 300 * DAY })
const paths = fc.constantFrom('/', '/pricing', '/calculator', '/customers/cold-store', '/demo', '/careers', '/blog/a')
const files = fc.constantFrom('checklist.pdf', 'prices.pdf')

const histories: fc.Arbitrary<BehaviorFact[]> = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    type: fc.constantFrom(...BEHAVIOR_TYPES, ...CONVERSATION_TYPES),
    path: paths,
    file: files,
    name: fc.constantFrom('calculated', 'played'),
    at: fc.integer({ min: NOW - 200 * DAY, max: NOW }),
  }),
  { selector: event => event.id, maxLength: 40 },
)

const choices = Object.fromEntries(
  Object.entries(bantFields).flatMap(([id, field]) =>
    'options' in field ? [[id, fc.option(fc.constantFrom(...field.options.map(option => option.id)))]] : [],
  ),
)
const answers = fc
  .record(choices)
  .map(given =>
    Object.fromEntries(Object.entries(given).flatMap(([id, value]) => (value === null ? [] : [[id, value]]))),
  )

const points = fc.integer({ min: -20, max: 30 })
const filter = {
  event: fc.constantFrom(...BEHAVIOR_TYPES, ...CONVERSATION_TYPES),
  path: fc.option(paths, { nil: undefined }),
  points,
}
const reason = fc.constant('Because')
const rules = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('event' as const),
      ...filter,
      times: fc.constantFrom('once' as const, 'each' as const),
      max: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      reason,
    }),
    fc.record({ kind: fc.constant('count' as const), ...filter, atLeast: fc.integer({ min: 1, max: 6 }), reason }),
    fc.record({ kind: fc.constant('return' as const), withinDays: fc.integer({ min: 1, max: 30 }), points, reason }),
    fc.record({ kind: fc.constant('colleague' as const), points, reason }),
    fc.record({
      kind: fc.constant('idle' as const),
      days: fc.integer({ min: 1, max: 90 }),
      points: fc.integer({ min: -20, max: 0 }),
      reason,
    }),
  ),
  { maxLength: 8 },
)
const models: fc.Arbitrary<ScoreModel> = fc
  .record({ rules, cap: fc.nat(60), halfLifeDays: fc.option(fc.integer({ min: 1, max: 90 })) })
  .map(({ rules: drawn, cap, halfLifeDays }) => {
    const named: EngagementRule[] = drawn.map((rule, index) => ({ ...rule, id: `rule-${index}` }))
    return { ...presets.bant, engagement: { cap, halfLifeDays, rules: named } }
  })
