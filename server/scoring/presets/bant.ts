import type { ScoreModel } from '../score-model.ts'
import { busyPoorFit } from './busy-poor-fit.ts'
import { colleagueRule, exclusions, priorityRule } from './exclusions.ts'
import { plausibility } from './plausibility.ts'

/** Budget, authority, need, timeline. Our own numbers: no published preset scores budget and timeline. */
export const bant = {
  format: 1,
  name: 'BANT',
  preset: 'bant',
  fit: [
    {
      id: 'need',
      kind: 'options',
      fact: 'need',
      label: 'Need',
      points: { many_sites: 10, spreadsheets: 8, erp_mismatch: 10, comparing: 0, customer: 0, elsewhere: 0 },
    },
    {
      id: 'size',
      kind: 'options',
      fact: 'size',
      label: 'Company size',
      reason: 'Company of {{option}} people',
      points: { s1_10: -10, s11_49: 5, s50_500: 15, s501_1000: 10, s1001: 8 },
    },
    {
      id: 'role',
      kind: 'options',
      fact: 'role',
      label: 'Role',
      points: { executive: 15, head: 12, manager: 8, specialist: 3, consultant: 0, student: 0 },
    },
    {
      id: 'timeline',
      kind: 'options',
      fact: 'timeline',
      label: 'Live by',
      points: { month: 15, quarter: 12, half_year: 6, later: 0, none: -5 },
    },
    {
      id: 'budget',
      kind: 'options',
      fact: 'budget',
      label: 'Yearly budget',
      points: { under_3k: -5, b3_8k: 6, b8_24k: 12, b24k: 15, not_set: 4, not_said: 0 },
    },
    // Handed over at once by the routing instead: a line to be changed.
    priorityRule(0),
  ],
  engagement: {
    cap: 30,
    halfLifeDays: 30,
    rules: [
      {
        id: 'pricing_page',
        kind: 'event',
        event: 'page_viewed',
        path: '*/pricing*',
        points: 5,
        times: 'once',
        reason: 'Looked at pricing',
      },
      { id: 'return_visit', kind: 'return', withinDays: 7, points: 4, reason: 'Came back within a week' },
      {
        id: 'calculator',
        kind: 'event',
        event: 'page_viewed',
        path: '*/calculator*',
        points: 4,
        times: 'once',
        reason: 'Opened the calculator',
      },
      {
        id: 'case_study',
        kind: 'event',
        event: 'page_viewed',
        path: '*/customers/*',
        // Pages that the workspace names count below.
        where: { fact: 'content', unknown: true },
        points: 5,
        times: 'once',
        reason: 'Read a case study',
      },
      {
        id: 'demo_page',
        kind: 'event',
        event: 'page_viewed',
        path: '*/demo*',
        points: 3,
        times: 'once',
        reason: 'Looked at the demo page',
      },
      {
        id: 'demo_request',
        kind: 'event',
        event: 'demo_requested',
        points: 12,
        times: 'once',
        reason: 'Asked for a demo',
      },
      { id: 'guide', kind: 'event', event: 'downloaded', points: 4, times: 'once', reason: 'Downloaded the guide' },
      {
        id: 'content',
        kind: 'event',
        event: 'content_downloaded',
        points: 4,
        times: 'once',
        reason: 'Downloaded content',
      },
      {
        id: 'case_study_told',
        kind: 'event',
        event: 'case_study_read',
        points: 5,
        times: 'once',
        reason: 'Read one of the case studies',
      },
      colleagueRule(5),
      { id: 'idle', kind: 'idle', days: 60, points: -10, reason: 'Nothing heard for 60 days' },
      {
        id: 'careers_page',
        kind: 'event',
        event: 'page_viewed',
        path: '*/careers*',
        points: 0,
        times: 'once',
        reason: 'Looked at jobs',
      },
    ],
  },
  // The same thing, seen by the site and told by another system.
  caps: [
    { id: 'case_studies', label: 'Case studies', rules: ['case_study', 'case_study_told'], most: 5 },
    { id: 'guides', label: 'Guides', rules: ['guide', 'content'], most: 4 },
  ],
  disqualify: [
    ...exclusions,
    { id: 'student', when: { fact: 'role.level', is: 'student' }, reason: 'Student or researcher' },
  ],
  thresholds: { hot: { score: 60, fit: 40 }, cold: { below: 30 } },
  mql: { score: 30 },
  plausibility: [...plausibility, busyPoorFit({ fit: 20, engagement: 20 })],
} as const satisfies ScoreModel
