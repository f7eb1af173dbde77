import { expect, test } from 'vitest'
import { gradeOf, hundredOf } from '#server/scoring/grade.ts'
import { foldLedger } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { EngagementRule, ScoreModel } from '#server/scoring/score-model.ts'
import { NOW, toEvents } from './history.ts'
import { modelOf } from './models.ts'

const opened = { kind: 'event', event: 'email_opened', times: 'each', points: 10, reason: 'Opened' } as const

test.each([
  [0, 10],
  [29, 10],
  [30, 5],
  [59, 5],
  [60, 0],
  [400, 0],
])('an act that fades by steps is, after %i days, worth %i of its ten points', (days, left) => {
  const steps = [
    { afterDays: 30, percent: 50 },
    { afterDays: 60, percent: 0 },
  ]
  const rule = { ...opened, id: 'open' }
  expect(engagementOf(withSteps(modelOf({ engagement: [rule] }), steps), days)).toBe(left)
  expect(engagementOf(modelOf({ engagement: [{ ...rule, decay: { steps } }] }), days)).toBe(left)
})

test('a rule fades its own way, faster than the model or never', () => {
  const steps = [{ afterDays: 1, percent: 0 }]
  const rules = (decay: EngagementRule & { readonly kind: 'event' }) =>
    withSteps(modelOf({ engagement: [decay] }), steps)
  expect(engagementOf(rules({ ...opened, id: 'open', decay: { halfLifeDays: 7 } }), 14)).toBe(3)
  expect(engagementOf(rules({ ...opened, id: 'open', decay: { never: true } }), 400)).toBe(10)
})

test('a rule, a group of rules and all acts count at most so much, the innermost limit first', () => {
  const model: ScoreModel = {
    ...modelOf({
      engagement: [
        { ...opened, id: 'open', cap: 15 },
        { ...opened, id: 'click', event: 'email_clicked' },
        { ...opened, id: 'visit', event: 'page_viewed' },
      ],
    }),
    caps: [{ id: 'mail', label: 'Mail', rules: ['open', 'click'], most: 20 }],
  }
  const of = (types: readonly string[], cap = 1000) => {
    const acts = toEvents(types.map(type => ({ type, days: 0 })))
    return fold({ ...model, engagement: { ...model.engagement, cap } }, acts)
  }
  const opens = ['email_opened', 'email_opened', 'email_opened']

  expect(of(opens)).toEqual({ engagement: 15, limits: ['rule', 'rule', 'rule'] })
  expect(of([...opens, 'email_clicked']).engagement).toBe(20)
  expect(of([...opens, 'email_clicked', 'page_viewed']).engagement).toBe(30)
  expect(of([...opens, 'email_clicked', 'page_viewed'], 25).engagement).toBe(25)
})

test.each([
  [30, 40, 'A1'],
  [29, 39, 'B2'],
  [20, 25, 'B2'],
  [19, 24, 'C3'],
  [10, 10, 'C3'],
  [9, 9, 'D4'],
  [30, 0, 'A4'],
  [-20, 60, 'D1'],
])('fit %i and engagement %i are the grade %s', (fit, engagement, grade) => {
  expect(gradeOf({ fit, engagement }, presets.hundred)).toBe(grade)
})

test.each([
  [40, 60, 100],
  [400, 600, 100],
  [20, 0, 20],
  [0, 30, 30],
  [-20, -5, 0],
])('fit %i and engagement %i are %i of a hundred', (fit, engagement, number) => {
  expect(hundredOf({ fit, engagement }, presets.hundred)).toBe(number)
})

test('points of a region count where it holds, the first that does, and for the rules it names only', () => {
  const country = (is: string) => ({ fact: 'country', is })
  const model: ScoreModel = {
    ...modelOf({
      fit: [
        { id: 'size', kind: 'options', fact: 'size', label: 'Size', points: { small: 1, large: 5 } },
        { id: 'buyer', kind: 'when', when: { fact: 'role', is: 'buyer' }, points: 3, reason: 'Buys' },
      ],
    }),
    regions: [
      { id: 'dach', label: 'DACH', when: { any: [country('DE'), country('AT')] }, points: { size: { small: 9 } } },
      { id: 'de', label: 'Germany', when: country('DE'), points: { buyer: 100 } },
    ],
  }
  const fitOf = (facts: Readonly<Record<string, string>>) => {
    const { entries } = scored(model, { facts: { role: 'buyer', ...facts } })
    return foldLedger(entries, model, NOW).fit
  }

  expect(fitOf({ size: 'small' })).toBe(4)
  expect(fitOf({ size: 'small', country: 'AT' })).toBe(12)
  expect(fitOf({ size: 'large', country: 'AT' })).toBe(8)
  expect(fitOf({ size: 'small', country: 'DE' })).toBe(12)
})

test('a move to a lost deal is no step ahead in the preset hundred', () => {
  const moved = (stage: string) =>
    fold(presets.hundred, [{ id: 'a', type: 'crm_stage_changed', path: '/', at: NOW, properties: { stage } }])
  expect(moved('Proposal').engagement).toBe(10)
  for (const stage of ['Lost', 'Closed Lost', 'disqualified']) expect(moved(stage).engagement).toBe(0)
})

function withSteps(model: ScoreModel, steps: ScoreModel['engagement']['steps']): ScoreModel {
  return { ...model, engagement: { ...model.engagement, steps } }
}

function engagementOf(model: ScoreModel, days: number): number {
  return fold(model, toEvents([{ type: 'email_opened', days }])).engagement
}

function fold(model: ScoreModel, events: Parameters<typeof scoreLead>[0]['events']) {
  const { engagement, lines } = foldLedger(scored(model, { events }).entries, model, NOW)
  return { engagement, limits: lines.map(({ limit }) => limit) }
}

function scored(model: ScoreModel, given: Partial<Pick<Parameters<typeof scoreLead>[0], 'facts' | 'events'>>) {
  const labels = (_fact: string, value: string) => value
  return scoreLead({ model, modelRevision: 'rev', facts: {}, events: [], labels, colleagues: 0, at: NOW, ...given })
}
