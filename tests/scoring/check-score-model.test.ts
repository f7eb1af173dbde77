import { expect, test } from 'vitest'
import type { Flow } from '#flows/flow.ts'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import { bantFields } from './bant-fields.ts'
import { modelOf } from './models.ts'

const { bant } = presets
const magnetFields = { role: bantFields.role, timeline: bantFields.timeline, email: bantFields.email }

test('points for an option that is not offered are found', () => {
  const model = {
    ...bant,
    fit: [{ ...bant.fit[0], points: { ...bant.fit[0].points, 'gone/1': 3, gone2: 0 } }, ...bant.fit.slice(1)],
  }
  expect(findings(model, bantFields)).toEqual([
    ['warning', 'unknown_option', '/fit/0/points/gone~11', '“Need” has no option “gone/1”: its points never count.'],
  ])
})

test('an option that has no points yet is found', () => {
  const need = { ...bantFields.need, options: [...bantFields.need.options, { id: 'audit', label: 'An audit' }] }
  expect(findings(bant, { ...bantFields, need })).toEqual([
    ['warning', 'option_without_points', '/fit/0/points', '“An audit” in “Need” has no points yet and counts 0.'],
  ])
})

test('an id used twice stops publishing', () => {
  const model = { ...bant, disqualify: [{ ...bant.disqualify[0], id: 'role' }] }
  expect(findings(model)).toEqual([
    ['error', 'duplicate_id', '/disqualify/0/id', 'Two rules have the id “role”. Each needs its own.'],
  ])
})

test('hot below cold stops publishing', () => {
  expect(findings(withThresholds(20, 10, 30))).toEqual([
    [
      'error',
      'hot_below_cold',
      '/thresholds/hot/score',
      'Hot starts at 20, below the end of cold at 30. Hot must not start lower.',
    ],
    [
      'warning',
      'mql_above_hot',
      '/mql/score',
      'A lead can be hot at 20 without being marketing qualified, which starts at 30.',
    ],
  ])
})

test('a line that everybody is above stops publishing', () => {
  const model = { ...withThresholds(0, 0, 0), mql: { score: 0 } }
  expect(findings(model)).toEqual([
    ['error', 'no_threshold', '/thresholds/hot', 'Everyone would be hot: set the score a hot lead needs.'],
  ])
})

test('a flow that asks too little for a hot lead is found', () => {
  expect(findings(bant, magnetFields)).toEqual([
    [
      'warning',
      'hot_unreachable',
      '/thresholds/hot/fit',
      'With the questions of this flow nobody can be hot: the best fit is 30, hot needs 40.',
    ],
  ])
})

test('a hot line above the best fit and the cap is found', () => {
  expect(findings(withThresholds(101, 40, 30))).toEqual([
    ['warning', 'hot_unreachable', '/thresholds/hot/score', 'Nobody can be hot: the best score is 100, hot needs 101.'],
  ])
  expect(findings(withThresholds(100, 40, 30))).toEqual([])
})

test('the most a list question can give is that of as many options as may be chosen', () => {
  const tools = { kind: 'multi_choice' as const, max: 2, options: ['a', 'b', 'c'].map(id => ({ id, label: id })) }
  const rule = { id: 'tools', kind: 'options' as const, fact: 'tools', label: 'Uses', points: { a: 30, b: 20, c: 9 } }
  const model = { ...modelOf({ fit: [rule] }), thresholds: { hot: { score: 51, fit: 0 }, cold: { below: 30 } } }
  expect(findings(model, { tools }).map(([, , , message]) => message)).toEqual([
    'With the questions of this flow nobody can be hot: the best score is 50, hot needs 51.',
  ])
})

test('acts that count each time reach any cap', () => {
  const act = { id: 'page', kind: 'event' as const, event: 'page_viewed' as const, times: 'each' as const }
  const model = {
    ...modelOf({ engagement: [{ ...act, points: 1, reason: 'Looked at a page' }] }),
    thresholds: { hot: { score: 1000, fit: 0 }, cold: { below: 30 } },
  }
  expect(findings(model)).toEqual([])
})

test('a model without rules is found', () => {
  const codes = findings(modelOf({})).map(([, code]) => code)
  expect(codes).toEqual(['no_rules', 'hot_unreachable'])
})

test('rules that contradict are found', () => {
  const small = { kind: 'when' as const, when: { fact: 'size', is: 's1_10' } }
  const model = reachable([
    { ...small, id: 'a', points: 5, reason: 'Small and quick' },
    { ...small, id: 'b', points: -5, reason: 'Too small' },
  ])
  expect(findings(model)).toEqual([
    [
      'warning',
      'contradiction',
      '/fit/1',
      '“Too small” contradicts “Small and quick”: the same condition gives points and takes them. Keep one of them.',
    ],
  ])
})

test('acts that contradict are found, other pages and other counting are none', () => {
  const pricing = { kind: 'event', event: 'page_viewed', path: '/pricing', times: 'once' } as const
  const rules: ScoreModel['engagement']['rules'] = [
    { ...pricing, id: 'a', points: 5, reason: 'Looked at pricing' },
    { ...pricing, id: 'b', points: -5, reason: 'Only looked at pricing' },
    { ...pricing, id: 'c', points: -5, path: '/jobs', reason: 'Looked at jobs' },
    { ...pricing, id: 'd', points: -1, times: 'each', reason: 'Looked again and again' },
  ]
  const model = reachable([])
  expect(findings({ ...model, engagement: { ...model.engagement, rules } })).toEqual([
    [
      'warning',
      'contradiction',
      '/engagement/rules/1',
      '“Only looked at pricing” contradicts “Looked at pricing”: the same act gives points and takes them. Keep one of them.',
    ],
  ])
})

test.each([
  [
    'two answers at once',
    {
      all: [
        { fact: 'size', is: 's1_10' },
        { fact: 'size', is: 's11_49' },
      ],
    },
  ],
  [
    'a number above and below',
    {
      all: [
        { fact: 'size.min', gt: 100 },
        { fact: 'size.min', lt: 50 },
      ],
    },
  ],
  [
    'known and not known',
    {
      all: [
        { fact: 'need', known: true as const },
        { fact: 'need', unknown: true as const },
      ],
    },
  ],
])('a condition that can never hold is found: %s', (_title, condition) => {
  const never = { id: 'never', kind: 'when' as const, when: condition, points: 5, reason: 'Both' }
  expect(findings(reachable([never]))).toEqual([
    ['warning', 'never_holds', '/fit/0/when', '“Both” can never hold: it gives nothing.'],
  ])
})

test('points that nobody can earn are found, beside a reason to say no that takes out everybody', () => {
  const rival = { id: 'rival', when: { fact: 'need', is: 'customer' }, reason: 'Customer', unscored: true }
  const all = {
    id: 'all',
    when: {
      any: [
        { fact: 'need', known: true as const },
        { fact: 'need', unknown: true as const },
      ],
    },
    reason: 'Everybody',
  }
  const need = {
    id: 'need',
    kind: 'options' as const,
    fact: 'need',
    label: 'Need',
    points: { customer: 5, many_sites: 70 },
  }
  expect(findings({ ...modelOf({ fit: [need] }), disqualify: [rival, all] })).toEqual([
    ['error', 'always_holds', '/disqualify/1/when', '“Everybody” takes everybody out: its condition always holds.'],
    [
      'warning',
      'never_earned',
      '/fit/0/points/customer',
      'The points for “customer” in “Need” can never be earned: who says so is left out of scoring.',
    ],
  ])
})

test('lines that nobody can reach are found, limits considered', () => {
  const rule = {
    id: 'size',
    kind: 'when' as const,
    when: { fact: 'size', known: true as const },
    points: 80,
    reason: 'Size',
  }
  const model = {
    ...modelOf({ fit: [{ ...rule, cap: 50 }] }),
    thresholds: { hot: { score: 50, fit: 40 }, cold: { below: 30 } },
    mql: { score: 51 },
    milestones: [{ id: 'demo', label: 'Invite to a demo', score: 75 }],
  }
  expect(findings(model).filter(([, code]) => code !== 'mql_above_hot')).toEqual([
    [
      'warning',
      'milestone_unreachable',
      '/milestones/0/score',
      'Nobody can reach “Invite to a demo”: the best score is 50, it needs 75.',
    ],
    [
      'warning',
      'mql_unreachable',
      '/mql/score',
      'Nobody can be marketing qualified: the best score is 50, it needs 51.',
    ],
  ])
})

test('limits, regions and profiles that name nothing are found', () => {
  const model: ScoreModel = {
    ...reachable([{ id: 'ideal', kind: 'when', when: { fact: 'profile.gone', is: true }, points: 5, reason: 'Ideal' }]),
    caps: [
      { id: 'one', label: 'One', rules: ['ideal', 'nobody'], most: 5 },
      { id: 'two', label: 'Two', rules: ['ideal', 'base_act'], most: 5 },
    ],
    regions: [{ id: 'dach', label: 'DACH', when: { fact: 'lang', is: 'de' }, points: { nobody: 5, ideal: { a: 1 } } }],
    engagement: {
      cap: 60,
      halfLifeDays: null,
      rules: [{ id: 'base_act', kind: 'event', event: 'page_viewd', points: 60, times: 'once', reason: 'Page' }],
    },
  }
  expect(findings(model).map(([severity, code, pointer]) => [severity, code, pointer])).toEqual([
    ['warning', 'unknown_event', '/engagement/rules/0/event'],
    ['warning', 'unknown_rule', '/caps/0/rules/1'],
    ['error', 'limited_twice', '/caps/1/rules/0'],
    ['error', 'limit_mixed', '/caps/1/rules'],
    ['warning', 'unknown_profile', '/fit'],
    ['warning', 'unknown_rule', '/regions/0/points/nobody'],
    ['warning', 'region_unfit', '/regions/0/points/ideal'],
  ])
})

test('grades out of order stop publishing', () => {
  const grades = { fit: { a: 10, b: 20, c: 5 }, engagement: { one: 30, two: 20, three: 10 } }
  expect(findings({ ...reachable([]), grades })).toEqual([
    [
      'error',
      'grades_order',
      '/grades',
      'Each grade must begin below the better one: A above B above C, 1 above 2 above 3.',
    ],
  ])
})

test('a model without thresholds is refused with what to do', () => {
  const { thresholds: _gone, ...model } = bant
  const parsed = scoreModelSchema.safeParse(model)
  expect(parsed.error?.issues).toMatchObject([
    { path: ['thresholds'], message: 'Say from which score on a lead is hot, and below which it is cold.' },
  ])
})

/** These rules, and enough points elsewhere for every line. */
function reachable(fit: ScoreModel['fit']): ScoreModel {
  const enough = {
    id: 'base',
    kind: 'when' as const,
    when: { fact: 'role', known: true as const },
    points: 100,
    reason: 'Role',
  }
  return modelOf({ fit: [...fit, enough] })
}

function withThresholds(score: number, fit: number, below: number): ScoreModel {
  return { ...bant, thresholds: { hot: { score, fit }, cold: { below } } }
}

function findings(model: ScoreModel, fields?: Flow['fields']) {
  const found = checkScoreModel(model, fields && { fields })
  return found.map(({ severity, code, pointer, message }) => [severity, code, pointer, message])
}
