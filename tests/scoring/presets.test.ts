import { describe, expect, test } from 'vitest'
import { templates } from '#flows/templates/index.ts'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { bant } from '#server/scoring/presets/bant.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreModelSchema } from '#server/scoring/score-model.ts'

describe.each(Object.entries(presets))('the preset %s', (name, preset) => {
  test('has the shape of a model, and its own name', () => {
    expect(scoreModelSchema.parse(preset)).toEqual(preset)
    expect(preset.preset).toBe(name)
  })

  test('passes its checks', () => {
    expect(checkScoreModel(preset)).toEqual([])
  })
})

describe('the preset bant', () => {
  test.each(templates.map(({ id, flow }) => ({ id, flow })))('knows every option of the template $id', ({ flow }) => {
    const codes = checkScoreModel(bant, flow).map(finding => finding.code)
    expect(codes.filter(code => code !== 'hot_unreachable')).toEqual([])
  })

  test('gives the published points', () => {
    expect(Object.fromEntries(bant.fit.map(rule => [rule.id, rule.points]))).toEqual({
      need: { many_sites: 10, spreadsheets: 8, erp_mismatch: 10, comparing: 0, customer: 0, elsewhere: 0 },
      size: { s1_10: -10, s11_49: 5, s50_500: 15, s501_1000: 10, s1001: 8 },
      role: { executive: 15, head: 12, manager: 8, specialist: 3, consultant: 0, student: 0 },
      timeline: { month: 15, quarter: 12, half_year: 6, later: 0, none: -5 },
      budget: { under_3k: -5, b3_8k: 6, b8_24k: 12, b24k: 15, not_set: 4, not_said: 0 },
    })
    expect(Object.fromEntries(bant.engagement.rules.map(rule => [rule.id, rule.points]))).toEqual({
      pricing_page: 5,
      return_visit: 4,
      calculator: 4,
      case_study: 5,
      demo_page: 3,
      demo_request: 12,
      guide: 4,
      colleague: 5,
      idle: -10,
      careers_page: 0,
    })
    expect(bant.engagement).toMatchObject({ cap: 30, halfLifeDays: 30 })
    expect(bant.thresholds).toEqual({ hot: { score: 60, fit: 40 }, cold: { below: 30 } })
  })
})

describe('a model from outside is refused', () => {
  test.each([
    ['with a key nobody knows', { ...bant, secret: 1 }],
    ['with half points', { ...bant, mql: { score: 30.5 } }],
    ['without thresholds', { ...bant, thresholds: undefined }],
    ['of another format', { ...bant, format: 2 }],
    ['with a kind of rule nobody knows', { ...bant, fit: [{ id: 'a', kind: 'script', points: 1 }] }],
    [
      'with a condition nobody knows',
      { ...bant, disqualify: [{ id: 'a', when: { fact: 'x', like: 'y' }, reason: 'R' }] },
    ],
    ['with a reward for doing nothing', withEngagement({ id: 'idle', kind: 'idle', days: 3, points: 5, reason: 'R' })],
    ['with a half-life of nothing', { ...bant, engagement: { ...bant.engagement, halfLifeDays: 0 } }],
    ['with a rule id in words', withEngagement({ id: 'Idle days', kind: 'colleague', points: 5, reason: 'R' })],
  ])('%s', (_title, model) => {
    expect(scoreModelSchema.safeParse(model).success).toBe(false)
  })
})

function withEngagement(rule: object) {
  return { ...bant, engagement: { ...bant.engagement, rules: [rule] } }
}
