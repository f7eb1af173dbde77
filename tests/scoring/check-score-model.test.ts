import { expect, test } from 'vitest'
import type { Flow } from '#flows/flow.ts'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
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

function withThresholds(score: number, fit: number, below: number): ScoreModel {
  return { ...bant, thresholds: { hot: { score, fit }, cold: { below } } }
}

function findings(model: ScoreModel, fields?: Flow['fields']) {
  const found = checkScoreModel(model, fields && { fields })
  return found.map(({ severity, code, pointer, message }) => [severity, code, pointer, message])
}
