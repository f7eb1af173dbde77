import fc from 'fast-check'
import type { Facts } from '#flows/condition.ts'
import type { BehaviorFact } from '#server/scoring/behavior.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import { NOW } from './history.ts'
import { modelOf } from './models.ts'

// Anything a score model may hold, and lives that meet it.

const DAY = 86_400_000

const types = fc.constantFrom('page_viewed', 'downloaded', 'email_clicked', 'content_seen')
const paths = fc.constantFrom('/', '/pricing', '/customers/a', '/careers')
const points = fc.integer({ min: -15, max: 25 })
const days = fc.integer({ min: 1, max: 60 })
const filter = {
  event: types,
  path: fc.option(paths, { nil: undefined }),
  minSeconds: fc.option(fc.constantFrom(5, 30), { nil: undefined, freq: 1 }),
  minScrolled: fc.option(fc.constantFrom(25, 80), { nil: undefined, freq: 1 }),
}
const cap = fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined })
const steps = fc
  .uniqueArray(fc.tuple(days, fc.integer({ min: 0, max: 100 })), {
    selector: ([day]) => day,
    minLength: 1,
    maxLength: 4,
  })
  .map(rows => {
    const percents = rows.map(([, percent]) => percent).sort((a, b) => b - a)
    return rows
      .map(([day]) => day)
      .sort((a, b) => a - b)
      .map((afterDays, index) => ({ afterDays, percent: percents[index] ?? 0 }))
  })
const decay = fc.option(
  fc.oneof(fc.record({ halfLifeDays: days }), fc.record({ steps }), fc.constant({ never: true as const })),
  { nil: undefined },
)
const reason = fc.constant('Because')
const act = { points, reason, cap, decay }
const kind = <K extends string>(name: K) => fc.constant(name)

const engagementRules = fc.oneof(
  fc.record({
    kind: kind('event'),
    ...filter,
    ...act,
    times: fc.constantFrom('once' as const, 'each' as const),
    max: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    ahead: fc.option(fc.constant(true as const), { nil: undefined, freq: 1 }),
    distinct: fc.option(fc.constant(true as const), { nil: undefined }),
    per: fc.option(fc.constantFrom('day' as const, 'week' as const, 'month' as const), { nil: undefined }),
  }),
  fc.record({
    kind: kind('count'),
    ...filter,
    ...act,
    of: fc.option(fc.constantFrom('pages' as const, 'visits' as const), { nil: undefined }),
    atLeast: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ kind: kind('return'), withinDays: days, ...act }),
  fc.record({
    kind: kind('sequence'),
    steps: fc.array(fc.record(filter), { minLength: 2, maxLength: 3 }),
    withinDays: days,
    ...act,
  }),
  fc.record({
    kind: kind('recency'),
    steps: fc.constantFrom(
      [
        { days: 1, points: 10 },
        { days: 7, points: 4 },
        { days: 30, points: 1 },
      ],
      [{ days: 14, points: 3 }],
    ),
    reason,
    cap,
  }),
  fc.record({
    kind: kind('velocity'),
    atLeast: fc.integer({ min: 2, max: 4 }),
    steps: fc.constant([
      { withinDays: 1, points: 9 },
      { withinDays: 7, points: 4 },
    ]),
    reason,
    cap,
    decay,
  }),
  fc.record({
    kind: kind('absence'),
    seen: fc.record({ event: types }),
    without: fc.record({ event: types }),
    days,
    points: fc.integer({ min: -15, max: 0 }),
    reason,
    cap,
  }),
  fc.record({ kind: kind('colleague'), points, reason, cap }),
  fc.record({
    kind: kind('idle'),
    days,
    points: fc.integer({ min: -15, max: 0 }),
    repeat: fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined }),
    reason,
    cap,
  }),
)

const options = fc.constantFrom('s', 'm', 'l')
const table = fc.dictionary(options, points)
const fitRules = fc.oneof(
  fc.record({ kind: kind('options'), fact: fc.constantFrom('size', 'tools'), label: reason, points: table, cap }),
  fc.record({ kind: kind('when'), when: fc.constant({ fact: 'size', known: true as const }), points, reason, cap }),
  fc.record({ kind: kind('account'), signal: kind('people'), each: fc.constant(true as const), points, reason, cap }),
  fc.record({ kind: kind('source'), of: kind('source'), label: reason, points: table, cap }),
)

/** A model that passes the schema. */
export const anyModel: fc.Arbitrary<ScoreModel> = fc
  .record({
    fit: fc.array(fitRules, { maxLength: 5 }),
    rules: fc.array(engagementRules, { maxLength: 8 }),
    most: fc.nat(60),
    halfLifeDays: fc.option(days),
    steps: fc.option(steps, { nil: undefined }),
    fitCap: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    groups: fc.array(fc.record({ size: fc.integer({ min: 1, max: 3 }), most: fc.integer({ min: 1, max: 25 }) }), {
      maxLength: 3,
    }),
  })
  .map(({ fit, rules, most, halfLifeDays, steps: modelSteps, fitCap, groups }) => {
    const acts = rules.map((rule, index) => ({ ...rule, id: `act-${index}` }))
    const ids = acts.map(({ id }) => id)
    const caps = groups.flatMap(({ size, most: limit }, index) => {
      const taken = ids.splice(0, size)
      return taken.length > 0 ? [{ id: `group-${index}`, label: 'Group', rules: taken, most: limit }] : []
    })
    const model = {
      ...modelOf({}),
      fit: fit.map((rule, index) => ({ ...rule, id: `fit-${index}` })),
      engagement: { cap: most, halfLifeDays, ...(modelSteps && { steps: modelSteps }), rules: acts },
      ...(fitCap !== undefined && { fitCap }),
      ...(caps.length > 0 && { caps }),
      grades: { fit: { a: 30, b: 20, c: 10 }, engagement: { one: 30, two: 20, three: 10 } },
      hundred: { fit: { max: 40, weight: 60 }, engagement: { max: 30, weight: 40 } },
    }
    return scoreModelSchema.parse(JSON.parse(JSON.stringify(model)))
  })

/** What somebody did up to now, in no order; each act once. */
export const anyHistory: fc.Arbitrary<BehaviorFact[]> = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    type: types,
    path: paths,
    title: fc.option(fc.constantFrom('Guide', 'Map'), { nil: undefined }),
    seconds: fc.option(fc.constantFrom(3, 40), { nil: undefined }),
    scrolled: fc.option(fc.constantFrom(10, 90), { nil: undefined }),
    content: fc.option(fc.constantFrom('content_seen', 'article_read'), { nil: undefined }),
    at: fc.integer({ min: NOW - 120 * DAY, max: NOW }),
  }),
  { selector: event => event.id, maxLength: 40 },
)

export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  size: fc.option(options, { nil: undefined }),
  tools: fc.option(fc.uniqueArray(options), { nil: undefined }),
  source: fc.option(options, { nil: undefined }),
})
