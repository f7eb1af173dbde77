import { expect, it } from 'vitest'
import { EVENT_TYPES } from '#server/scoring/event-types.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { EngagementRule, FitRule, ScoreModel } from '#server/scoring/score-model.ts'
import { ruleInWords } from '#studio/flows/points/rule-in-words.ts'
import { scoreFacts } from '#studio/flows/points/score-facts.ts'
import { sampleFlow } from './sample-flow.ts'

const acts = Object.entries(EVENT_TYPES).map(([slug, { label, group }]) => ({ slug, label, group }))
const words = { facts: scoreFacts(sampleFlow, presets.bant), acts }
const base = { id: 'one', points: 5, reason: 'Why' }
const viewed = { event: 'page_viewed', path: '/pricing*' }

it.each<[FitRule | EngagementRule, string]>([
  [{ ...base, kind: 'event', ...viewed, times: 'once' }, 'Page viewed: /pricing*, once'],
  [{ ...base, kind: 'event', event: 'email_opened', times: 'each' }, 'E-mail opened, each time'],
  [
    { ...base, kind: 'event', event: 'email_opened', times: 'each', max: 1, per: 'day', cap: 5 },
    'E-mail opened, at most 1 a day · counts at most 5',
  ],
  [
    { ...base, kind: 'event', event: 'crm_stage_changed', times: 'each', where: { fact: 'stage', is: 'Won' } },
    'CRM stage changed where stage is Won, each time',
  ],
  [
    { ...base, kind: 'event', event: 'badge_scanned', times: 'once', decay: { halfLifeDays: 7 } },
    'Badge scanned, once · worth half after 7 days',
  ],
  [{ ...base, kind: 'count', event: 'page_viewed', atLeast: 5 }, '5 × Page viewed'],
  [{ ...base, kind: 'return', withinDays: 1 }, 'Another visit within 1 day'],
  [
    { ...base, kind: 'sequence', steps: [{ event: 'case_study_read' }, viewed], withinDays: 7 },
    'Case study read, then Page viewed: /pricing*, within 7 days',
  ],
  [
    { id: 'one', kind: 'recency', steps: [{ days: 1, points: 10 }], reason: 'Why' },
    'Newest act · 10 up to 1 day', //
  ],
  [
    { id: 'one', kind: 'velocity', ...viewed, atLeast: 3, steps: [{ withinDays: 1, points: 8 }], reason: 'Why' },
    '3 × Page viewed: /pricing* · 8 within 1 day',
  ],
  [
    {
      ...base,
      kind: 'absence',
      seen: { event: 'content_seen' },
      without: { event: 'content_downloaded' },
      orWithout: [{ event: 'ebook_downloaded' }],
      days: 7,
      points: -2,
    },
    'Content seen, but not Content downloaded or E-book downloaded within 7 days',
  ],
  [
    { ...base, kind: 'idle', days: 30, points: -3, repeat: 6 },
    'No act for 30 days, and again each time, 6 times in all', //
  ],
  [{ ...base, kind: 'colleague' }, 'Somebody else of the same company is a lead'],
  [{ ...base, kind: 'when', when: { fact: 'company.staff', gte: 50 } }, 'Company’s staff is at least 50'],
  [
    { ...base, kind: 'account', signal: 'people', atLeast: 3, each: true },
    '3 or more people of the company are leads, for each from that number on',
  ],
  [{ ...base, kind: 'crm', signal: 'stage', stages: ['Demo', 'Offer'] }, 'In the CRM at Demo or Offer'],
  [
    { ...base, kind: 'context', weekdays: ['saturday'], hours: { from: 9, to: 17 } },
    'Came on Saturday, from 9 to 17 o’clock',
  ],
])('a rule reads as a sentence: %j', (rule, sentence) => {
  expect(ruleInWords(rule, words)).toBe(sentence)
})

it('every rule of a preset reads as words, without names of the format', () => {
  const models: ScoreModel[] = Object.values(presets)
  for (const rule of models.flatMap(({ fit, engagement }) => [...fit, ...engagement.rules])) {
    expect(ruleInWords(rule, words)).not.toMatch(/undefined|[a-z]_[a-z]|\[object/)
  }
})
