import { expect, it } from 'vitest'
import { describeModelChanges } from '#server/models/describe-model-changes.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { withMql, withPoints } from './model-changes.ts'
import { pricingFlow } from './past-lead-of.ts'

const { bant } = presets
const flow = pricingFlow()

it('a model has no differences with itself', () => {
  for (const model of Object.values<ScoreModel>(presets)) expect(describeModelChanges(model, model, flow)).toEqual([])
})

it('points of an option are told in the words of the flow', () => {
  expect(describeModelChanges(bant, withPoints('role', 'head', 15)(bant), flow)).toEqual([
    { group: 'fit', kind: 'changed', text: expect.stringMatching(/^Role: Head/), before: '+12', after: '+15' },
  ])
})

it('thresholds, caps and fading are told with both numbers', () => {
  const other: ScoreModel = { ...withMql(50)(bant), engagement: { ...bant.engagement, cap: 20, halfLifeDays: null } }
  expect(describeModelChanges(bant, other)).toEqual([
    { group: 'thresholds', kind: 'changed', text: 'MQL from score', before: String(bant.mql.score), after: '50' },
    { group: 'engagement', kind: 'changed', text: 'Most that engagement counts', before: '30', after: '20' },
    { group: 'engagement', kind: 'changed', text: 'Acts are worth half after', before: '30 days', after: 'never' },
  ])
})

it('rules that came and went are told with what they were worth', () => {
  const [first, ...others] = bant.engagement.rules
  const rule = {
    id: 'blog',
    kind: 'event',
    event: 'page_viewed',
    path: '/blog*',
    points: 3,
    times: 'once',
    reason: 'Read the blog',
  } as const
  const other: ScoreModel = { ...bant, engagement: { ...bant.engagement, rules: [...others, rule] } }
  const changes = describeModelChanges(bant, other)
  expect(changes).toContainEqual({ group: 'engagement', kind: 'added', text: 'Read the blog', after: '+3 points' })
  expect(changes).toContainEqual(
    expect.objectContaining({ kind: 'removed', text: first && 'reason' in first ? first.reason : '' }),
  )
  expect(changes).toHaveLength(2)
})

it('between any two presets something is told, and nothing reads like code', () => {
  const models = Object.values<ScoreModel>(presets)
  for (const was of models) {
    for (const is of models) {
      const changes = describeModelChanges(was, is, flow)
      expect(changes.length > 0).toBe(was !== is)
      for (const { text } of changes) expect(text).not.toMatch(/undefined|\[object|[{}]/)
    }
  }
})

it('points of a region are told line by line, and a new order of regions too', () => {
  const dach = { id: 'dach', label: 'DACH', when: { fact: 'lang', is: 'de' } }
  const nordic = { id: 'nordic', label: 'Nordic', when: { fact: 'lang', is: 'sv' }, points: {} }
  const was: ScoreModel = { ...bant, regions: [{ ...dach, points: { pricing_page: 8, role: { head: 14 } } }, nordic] }
  const is: ScoreModel = { ...bant, regions: [nordic, { ...dach, points: { pricing_page: 9, role: { manager: 10 } } }] }
  const group = 'rules'
  const kind = 'changed'
  expect(describeModelChanges(was, is, flow)).toEqual([
    { group, kind, text: 'Region “DACH”: Looked at pricing', before: '+8', after: '+9' },
    { group, kind, text: expect.stringMatching(/^Region “DACH”: Role: Head/), before: '+14', after: 'as everywhere' },
    { group, kind, text: 'Region “DACH”: Role: Manager', before: 'as everywhere', after: '+10' },
    { group, kind, text: 'Order of regions', before: 'DACH, Nordic', after: 'Nordic, DACH' },
  ])
})

it('a new region is told with what differs there', () => {
  const region = { id: 'dach', label: 'DACH', when: { fact: 'lang', is: 'de' }, points: { pricing_page: 9 } }
  expect(describeModelChanges(bant, { ...bant, regions: [region] }, flow)).toEqual([
    { group: 'rules', kind: 'added', text: 'Region “DACH”' },
    {
      group: 'rules',
      kind: 'changed',
      text: 'Region “DACH”: Looked at pricing',
      before: 'as everywhere',
      after: '+9',
    },
  ])
})

it('another order of what takes leads out is told, for the first that holds is the reason', () => {
  const [first, second, ...others] = bant.disqualify
  expect(describeModelChanges(bant, { ...bant, disqualify: [second, first, ...others] })).toEqual([
    {
      group: 'rules',
      kind: 'changed',
      text: 'Order of disqualifiers',
      before: 'Works for a competitor, Already a customer, Student or researcher',
      after: 'Already a customer, Works for a competitor, Student or researcher',
    },
  ])
})
