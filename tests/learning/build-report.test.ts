import { describe, expect, it } from 'vitest'
import { applySuggestions } from '#server/learning/apply-suggestions.ts'
import { buildReport } from '#server/learning/build-report.ts'
import { type CollectedLead, collectLead } from '#server/learning/collect-leads.ts'
import { isProtected } from '#server/learning/features.ts'
import { predict } from '#server/learning/predict.ts'
import type { LearningSpec } from '#server/learning/report-types.ts'
import type { PastLead } from '#server/models/past-leads.ts'
import { BEGIN, bantWith, DAY, pastLeadOf, pricingFlow } from '../models/past-lead-of.ts'
import { randomFrom } from './random-leads.ts'

const flow = pricingFlow()
const learner = bantWith('present')
const spec: LearningSpec = { target: 'won', since: BEGIN, until: BEGIN + 200 * DAY, matureDays: 60 }

/** Small companies buy and big ones do not: the opposite of what the present points say. */
function leadsOf(count: number, change: (lead: PastLead, index: number) => Partial<PastLead> = () => ({})): PastLead[] {
  const random = randomFrom(11)
  return Array.from({ length: count }, (_, index) => {
    const size = random() < 0.5 ? 's1_10' : 's50_500'
    const role = random() < 0.5 ? 'executive' : 'manager'
    const odds = (size === 's1_10' ? 1.2 : -1.2) + (role === 'executive' ? 0.8 : -0.8)
    const won = random() < 1 / (1 + Math.exp(-odds))
    const createdAt = BEGIN + index * 3_600_000
    const lead = pastLeadOf({
      id: `lead-${index}`,
      createdAt,
      capturedFacts: { size, role, need: 'many_sites', gender: random() < 0.5 ? 'f' : 'm' },
      outcome: won ? 'won' : 'lost',
      outcomeAt: createdAt + 5 * DAY,
    })
    const changed = { ...lead, ...change(lead, index) }
    return { ...changed, facts: changed.facts === lead.facts ? changed.capturedFacts : changed.facts }
  })
}

function reportOf(leads: readonly PastLead[], asked: LearningSpec = spec) {
  const collected = leads
    .map(lead => collectLead(lead, flow, learner, asked))
    .filter((lead): lead is CollectedLead => lead !== null)
  return buildReport(collected, { spec: asked, learner, flow, disqualified: leads.length - collected.length })
}

const pointsOf = (report: ReturnType<typeof reportOf>['report'], key: string) =>
  report.suggestions.find(one => one.key === key)

describe('buildReport', () => {
  it('suggests the points the outcomes speak for, beside the present ones', () => {
    const { report } = reportOf(leadsOf(400))
    expect(report.state).toBe('ready')
    expect(report.missing).toBe(0)
    const small = pointsOf(report, 'fact:size:s1_10')
    const middle = pointsOf(report, 'fact:size:s50_500')
    expect(small).toMatchObject({ kind: 'option', rule: 'size', present: -10 })
    expect(middle?.present).toBe(15)
    expect(small?.suggested).toBeGreaterThan(middle?.suggested ?? 0)
    expect(report.auc.model).toBeGreaterThan(report.auc.now ?? 1)
    expect(Math.abs((report.auc.model ?? 0) - (report.auc.points ?? 1))).toBeLessThan(0.02)
  })

  it('learns nothing from what nobody may be judged by', () => {
    const { report } = reportOf(leadsOf(200))
    expect(report.suggestions.some(({ key }) => key.includes('gender'))).toBe(false)
    expect(['gender', 'Date.of_birth', 'age', 'person.sex'].every(isProtected)).toBe(true)
    expect(['page', 'language', 'stage', 'message', 'usage'].some(isProtected)).toBe(false)
  })

  it('does not count open young leads as lost', () => {
    const young = leadsOf(300, (_, index) =>
      index >= 200 ? { outcome: 'open', outcomeAt: null, createdAt: spec.until - 10 * DAY } : {},
    )
    const { report } = reportOf(young)
    expect(report.counts).toMatchObject({ leads: 300, young: 100, overdue: 0 })
    expect(report.counts.good + report.counts.bad).toBe(200)
  })

  it('does not take a lead that sales never saw for a refused one', () => {
    const unseen = leadsOf(300, (lead, index) => ({
      ...(index < 200 && { verdict: lead.outcome === 'won' ? 'accepted' : 'rejected' }),
      ...(index >= 200 && { outcome: 'open', outcomeAt: null }),
    }))
    const { report } = reportOf(unseen, { ...spec, target: 'accepted' })
    expect(report.counts).toMatchObject({ leads: 300, young: 100, overdue: 0 })
  })

  it('says how many outcomes are missing and shows no points until then', () => {
    const { report, predictor } = reportOf(leadsOf(12))
    expect(report).toMatchObject({ state: 'collecting', missing: 68, suggestions: [], calibration: null })
    expect(predictor).toBeNull()
    expect(reportOf(leadsOf(40)).report.state).toBe('early')
    expect(reportOf([]).report).toMatchObject({ state: 'collecting', missing: 80, verdicts: [], leaks: [] })
  })

  it('judges each rule by the leads it counted for', () => {
    const { report } = reportOf(leadsOf(400))
    const size = report.verdicts.find(({ ruleId }) => ruleId === 'role')
    expect(size).toMatchObject({ group: 'fit', label: 'Role' })
    expect((size?.leads ?? 0) > 0).toBe(true)
  })

  it('names a fact that was written after capture, with the rules that read it, and does not learn from it', () => {
    const { report } = reportOf(
      leadsOf(200, lead => ({
        facts: { ...lead.capturedFacts, 'crm.stage': lead.outcome },
        laterFacts: [{ fact: 'crm.stage', value: lead.outcome, source: 'crm', at: lead.createdAt + 6 * DAY }],
      })),
    )
    expect(report.leaks).toMatchObject([{ name: 'crm.stage', code: 'written_later', kind: 'leak' }])
  })

  it('predicts for a lead what came true for leads like it', () => {
    const leads = leadsOf(600)
    const { predictor, report } = reportOf(leads)
    if (!predictor) throw new Error('It learnt enough.')
    const like = leads.filter(lead => lead.facts.size === 's1_10' && lead.facts.role === 'executive')
    const share = like.filter(lead => lead.outcome === 'won').length / like.length
    const [first] = like
    expect(Math.abs((first ? (predict(predictor, first, flow) ?? 0) : 0) - share)).toBeLessThan(0.1)
    expect(report.calibration?.ece).toBeLessThan(0.06)
  })

  it('gives the same report for the same leads', () => {
    expect(reportOf(leadsOf(120))).toEqual(reportOf(leadsOf(120)))
  })
})

describe('applySuggestions', () => {
  it('writes points into the model and skips what is gone', () => {
    const { report } = reportOf(leadsOf(400))
    const wanted = report.suggestions.filter(({ key }) => key === 'fact:size:s1_10')
    const gone = { ...wanted[0], key: 'gone', rule: 'none' } as (typeof wanted)[number] // the first is there
    const { model, taken, skipped } = applySuggestions(learner.model, [...wanted, gone])
    expect({ taken, skipped }).toEqual({ taken: ['fact:size:s1_10'], skipped: ['gone'] })
    const size = model.fit.find(({ id }) => id === 'size')
    expect(size).toMatchObject({ points: { s1_10: wanted[0]?.suggested, s50_500: 15 } })
  })

  it('makes a rule of its own for a fact that had none', () => {
    const base = {
      kind: 'new',
      rule: 'utm.medium',
      label: 'Campaign medium',
      optionLabel: null,
      present: 0,
      leads: 20,
      good: 9,
    } as const
    const { model, taken } = applySuggestions(learner.model, [
      { ...base, key: 'a', option: 'cpc', suggested: -4 },
      { ...base, key: 'b', option: 'email', suggested: 6 },
    ])
    expect(taken).toEqual(['a', 'b'])
    expect(model.fit.at(-1)).toEqual({
      id: 'learnt_utm_medium',
      kind: 'options',
      fact: 'utm.medium',
      label: 'Campaign medium',
      points: { cpc: -4, email: 6 },
    })
  })

  it('skips points a rule does not allow', () => {
    const suggestion = { kind: 'rule', rule: 'idle', option: null, label: '', optionLabel: null } as const
    const { model, skipped } = applySuggestions(learner.model, [
      { ...suggestion, key: 'rule:idle', present: -10, suggested: 5, leads: 9, good: 1 },
    ])
    expect(skipped).toEqual(['rule:idle'])
    expect(model).toEqual(learner.model)
  })
})
