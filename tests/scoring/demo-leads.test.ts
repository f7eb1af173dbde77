import { expect, test } from 'vitest'
import { competitorDomains, tallybarnRouting } from '#demo/tallybarn-routing.ts'
import { routeLead } from '#server/routing/route.ts'
import { foldLedger } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { stageOf } from '#server/scoring/stage.ts'
import { answered, labelOf } from './bant-fields.ts'
import cases from './cases/demo-leads.json' with { type: 'json' }
import { NOW, toEvents, type WrittenAct } from './history.ts'

interface DemoLead {
  readonly title: string
  readonly answers: Readonly<Record<string, string>>
  readonly context: Readonly<Record<string, string>>
  readonly events: readonly WrittenAct[]
  readonly fit: number
  readonly engagement: number
  readonly temperature: string
  readonly stage: string
  readonly disqualified?: string
  readonly outcome: string
  readonly rule: string
  readonly owner: string | null
}

const model: ScoreModel = {
  ...presets.bant,
  disqualify: presets.bant.disqualify.map(rule =>
    rule.id === 'competitor' ? { ...rule, when: { fact: 'email.domain', domainIn: competitorDomains } } : rule,
  ),
}

test.each(cases as unknown as DemoLead[])('$title', lead => {
  // as: JSON imports widen the types of acts to text
  const facts = { ...lead.context, ...answered(lead.answers) }
  const events = toEvents(lead.events)
  const { entries, disqualified } = scoreLead({
    model,
    modelRevision: 'rev-1',
    facts,
    labels: labelOf,
    events,
    colleagues: 0,
    at: NOW,
  })
  const folded = foldLedger(entries, model, NOW)
  const stage = stageOf({
    model,
    score: folded.score,
    disqualified: disqualified !== null,
    askedForSales: events.some(event => event.type === 'demo_requested'),
  })
  const { score, fit, engagement, temperature } = folded
  const routed = routeLead({
    routing: tallybarnRouting,
    facts: { ...facts, score, fit, engagement, temperature, disqualified: disqualified?.rule },
    counters: [],
    at: NOW,
  })

  expect({ fit, engagement, score, temperature, stage }).toEqual({
    fit: lead.fit,
    engagement: lead.engagement,
    score: lead.fit + lead.engagement,
    temperature: lead.temperature,
    stage: lead.stage,
  })
  expect(disqualified?.rule).toBe(lead.disqualified)
  expect([routed.outcome, routed.ruleId, routed.owner?.id ?? null]).toEqual([lead.outcome, lead.rule, lead.owner])
})

test('the reasons of a lead read as a salesperson would say them', () => {
  const { entries } = scoreLead({
    model,
    modelRevision: 'rev-1',
    facts: answered({ need: 'spreadsheets', size: 's50_500', role: 'head', budget: 'not_said' }),
    labels: labelOf,
    events: toEvents([{ type: 'page_viewed', path: '/pricing', days: 1 }]),
    colleagues: 1,
    at: NOW,
  })
  const said = foldLedger(entries, model, NOW).lines.map(line => `${line.counted} ${line.reason}`)
  expect(said).toEqual([
    '15 Company of 50–500 people',
    '12 Role: Head',
    '8 Need: Spreadsheets',
    '5 A colleague is a lead too',
    '5 Looked at pricing',
  ])
})
