import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BacktestSpec } from '#server/models/backtest-types.ts'
import { collectBacktest } from '#server/models/collect-backtest.ts'
import { labelLead } from '#server/models/label-lead.ts'
import type { PastLead } from '#server/models/past-leads.ts'
import { STAGES } from '#server/scoring/stage.ts'
import { BEGIN, bantWith, DAY, pastLeadOf, pricingFlow } from './past-lead-of.ts'

const SPEC: BacktestSpec = {
  base: { kind: 'live' },
  candidate: { kind: 'draft' },
  since: 0,
  until: BEGIN + 90 * DAY,
  moment: 'capture',
  target: 'sql',
  matureDays: 45,
  seed: 1,
}
const HOT = { need: 'many_sites', size: 's50_500', role: 'executive', timeline: 'quarter', budget: 'b24k' }

describe('a backtest', () => {
  it('of a model against itself flips nobody, whoever the leads are', () => {
    const model = bantWith('live')
    fc.assert(
      fc.property(fc.array(anyLead(), { maxLength: 60 }), fc.option(fc.integer({ min: 0, max: 90 })), (leads, day) => {
        const moment = day === null ? ('capture' as const) : BEGIN + day * DAY
        const report = collect(leads, { model, other: model, spec: { ...SPEC, moment } })
        expect([report.mql, report.hot]).toEqual([none, none])
        expect({ ...report.candidate, name: '' }).toEqual({ ...report.base, name: '' })
        expect(report.sample.flatMap(stage => stage.leads.flatMap(lead => lead.differences))).toEqual([])
        expect(report.good + report.bad + report.open).toBe(leads.length)
      }),
      { numRuns: 60 },
    )
  })

  it('names who flips, which way, and which rule did it', () => {
    const model = bantWith('live')
    const other = bantWith('draft', before => ({
      ...before,
      fit: before.fit.map(rule =>
        rule.id === 'role' && rule.kind === 'options' ? { ...rule, points: { ...rule.points, executive: 0 } } : rule,
      ),
    }))
    const leads = [
      pastLeadOf({ id: 'hot', capturedFacts: HOT }),
      pastLeadOf({ id: 'cold', capturedFacts: { role: 'specialist' } }),
    ]

    const report = collect(leads, { model, other })

    expect(report.hot).toMatchObject({ up: 0, down: 1, leads: [{ id: 'hot', direction: 'down' }] })
    expect(report.hot.leads[0]?.differences).toEqual([
      { reason: expect.stringContaining('Role'), base: 15, candidate: 0 },
    ])
    expect(report.hot.leads[0]).toMatchObject({ base: { score: 67 }, candidate: { score: 52 } })
    expect(report.mql).toEqual(none)
  })

  it('says so when only a threshold moved', () => {
    const other = bantWith('draft', before => ({ ...before, mql: { score: 80 } }))
    const { mql } = collect([pastLeadOf({ id: 'a', capturedFacts: HOT })], { model: bantWith('live'), other })
    expect(mql).toMatchObject({ up: 0, down: 1 })
    expect(mql.leads[0]?.differences).toEqual([{ reason: 'MQL starts at', base: expect.any(Number), candidate: 80 }])
  })

  it('scores with nothing but what was known and done by the moment', () => {
    const later = { fact: 'role', value: 'student', source: 'crm', at: BEGIN + 3 * DAY } as const
    const act = { id: 'v:1', type: 'page_viewed', path: '/pricing' } as const
    const lead = pastLeadOf({
      id: 'a',
      capturedFacts: HOT,
      laterFacts: [later],
      facts: { ...HOT, role: 'student' },
      acts: [
        { ...act, at: BEGIN - 1 },
        { ...act, id: 'v:2', path: '/calculator', at: BEGIN + 2 * DAY },
      ],
      colleagues: [BEGIN + 4 * DAY],
      stage: 'mql',
    })
    const model = bantWith('live')
    const scoreAt = (moment: BacktestSpec['moment']) =>
      collect([lead], { model, other: model, spec: { ...SPEC, moment } }).sample[0]?.leads[0]?.base

    expect(scoreAt('capture')).toMatchObject({ fit: 67, engagement: 5 })
    expect(scoreAt(BEGIN + 2 * DAY)).toMatchObject({ fit: 67, engagement: 13 })
    expect(scoreAt(BEGIN + 3 * DAY)).toMatchObject({ fit: 52 })
  })

  it('of too few outcomes says so and divides nothing by nothing', () => {
    const report = collect([], { model: bantWith('live'), other: bantWith('draft') })
    expect(report).toMatchObject({ leads: 0, enough: false, needed: 20, splitAt: null, weeks: 1, sample: [] })
    const text = JSON.stringify(report)
    expect(JSON.parse(text)).toEqual(report)
  })

  it('names the facts that were known only after the outcome, and the rules of either model that read them', () => {
    const known = { id: 'known', kind: 'when', when: { fact: 'crm.stage', known: true }, points: 9 } as const
    const other = bantWith('draft', before => ({ ...before, fit: [...before.fit, { ...known, reason: 'In the CRM' }] }))
    const leads = Array.from({ length: 60 }, (_, index) => {
      const outcome = index % 3 === 0 ? 'won' : 'lost'
      const capturedFacts = { size: index % 2 === 0 ? 's50_500' : 's11_49' }
      const at = BEGIN + 6 * DAY
      return pastLeadOf({
        ...{ id: `lead-${index}`, outcome, capturedFacts, facts: { ...capturedFacts, 'crm.stage': outcome } },
        laterFacts: [{ fact: 'crm.stage', value: outcome, source: 'crm', at }],
      })
    })
    const models = { model: bantWith('live'), other }

    expect(collect(leads, models).leaks).toMatchObject([
      { name: 'crm.stage', code: 'written_later', kind: 'leak', rules: ['In the CRM'] },
    ])
    expect(collect(leads.slice(0, 19), models)).not.toHaveProperty('leaks')
    const lost = leads.filter(lead => lead.outcome === 'lost')
    expect(collect(lost, models)).not.toHaveProperty('leaks')
  })

  it('draws the same sample for the same seed, from every stage, four a stage at most', () => {
    const leads = Array.from({ length: 300 }, (_, index) =>
      pastLeadOf({ id: `lead-${index}`, stage: STAGES[index % STAGES.length] ?? 'lead' }),
    )
    const models = { model: bantWith('live'), other: bantWith('draft') }
    const drawn = (seed: number) => collect(leads, { ...models, spec: { ...SPEC, seed } }).sample

    expect(drawn(1)).toEqual(drawn(1))
    expect(drawn(2)).not.toEqual(drawn(1))
    expect(drawn(1).map(({ stage }) => stage)).toEqual([...STAGES])
    expect(drawn(1).every(({ leads: some }) => some.length === 4)).toBe(true)
  })
})

describe('the outcome of a lead', () => {
  const rules = { target: 'sql', matureDays: 45, at: BEGIN + 60 * DAY } as const
  const young = { createdAt: BEGIN + 30 * DAY }

  it.each([
    ['won is good for every target', { outcome: 'won' }, 'good', 'good', 'good'],
    ['SQL is good, but nothing was bought yet', { outcome: 'sql', ...young }, 'good', 'open', 'good'],
    [
      'accepted and young is open, unless acceptance is asked for',
      { verdict: 'accepted', ...young },
      'open',
      'open',
      'good',
    ],
    ['turned down is bad', { outcome: 'rejected', verdict: 'rejected' }, 'bad', 'bad', 'bad'],
    ['open and young is nobody’s loss', young, 'open', 'open', 'open'],
    ['open and old came to nothing', {}, 'bad', 'bad', 'bad'],
    [
      'lost after SQL was a good lead',
      { outcome: 'lost', stageLog: [{ from: 'sal', to: 'sql', at: BEGIN }] },
      'good',
      'bad',
      'good',
    ],
    ['lost before SQL was not', { outcome: 'lost' }, 'bad', 'bad', 'bad'],
  ] as const)('%s', (_title, change, sql, bought, accepted) => {
    const lead = pastLeadOf({ id: 'a', ...(change as Partial<PastLead>) })
    expect(labelLead(lead, rules)).toBe(sql)
    expect(labelLead(lead, { ...rules, target: 'won' })).toBe(bought)
    expect(labelLead(lead, { ...rules, target: 'accepted' })).toBe(accepted)
  })
})

const none = { up: 0, down: 0, leads: [] }

interface Collected {
  readonly model: ReturnType<typeof bantWith>
  readonly other: ReturnType<typeof bantWith>
  readonly spec?: BacktestSpec
}

function collect(leads: readonly PastLead[], { model, other, spec = SPEC }: Collected) {
  const collector = collectBacktest(spec, { base: model, candidate: other })
  const flow = pricingFlow()
  for (const lead of leads) collector.add(lead, flow)
  return collector.report()
}

function anyLead(): fc.Arbitrary<PastLead> {
  return fc
    .record({
      id: fc.uuid(),
      day: fc.integer({ min: 0, max: 89 }),
      need: fc.constantFrom('many_sites', 'spreadsheets', 'comparing', 'customer'),
      role: fc.constantFrom('executive', 'head', 'specialist', 'student'),
      size: fc.constantFrom('s1_10', 's50_500', 's1001'),
      budget: fc.constantFrom('under_3k', 'b24k', 'not_said'),
      acts: fc.array(
        fc.record({ path: fc.constantFrom('/pricing', '/calculator', '/'), day: fc.integer({ min: -5, max: 90 }) }),
      ),
      stage: fc.constantFrom(...STAGES),
      outcome: fc.constantFrom('won', 'sql', 'rejected', 'lost', 'open'),
      verdict: fc.constantFrom('accepted', 'rejected', null),
      owner: fc.constantFrom({ id: 'nora', name: 'Nora' }, { id: 'leo', name: 'Leo' }, null),
    })
    .map(({ day, acts, need, role, size, budget, ...lead }) =>
      pastLeadOf({
        ...lead,
        createdAt: BEGIN + day * DAY,
        capturedFacts: { need, role, size, budget },
        acts: acts.map((act, index) => ({
          id: `v:${index}`,
          type: 'page_viewed',
          path: act.path,
          at: BEGIN + (day + act.day) * DAY,
        })),
      }),
    )
}
