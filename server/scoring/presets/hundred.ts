import type { ScoreModel } from '../score-model.ts'
import { busyPoorFit } from './busy-poor-fit.ts'
import { careersRule, colleagueRule, exclusions, priorityRule, studentRule } from './exclusions.ts'
import { plausibility } from './plausibility.ts'

const each = { kind: 'event', times: 'each' } as const
const once = { kind: 'event', times: 'once' } as const

/**
 * A hundred points, at most twenty of them from one criterion. Published: article or newsletter 5, e-guide 10, webinar 15,
 * direct contact or trial 20, and that moving on adds. Role and company size climb the same ladder; that, what a move, a
 * colleague and the priority list add, and the lines of hot and cold are ours.
 */
export const hundred = {
  format: 1,
  name: 'Hundred points',
  preset: 'hundred',
  fit: [
    {
      id: 'role',
      kind: 'options',
      fact: 'role.level',
      label: 'Role',
      points: { executive: 20, head: 15, manager: 10, specialist: 5 },
    },
    {
      id: 'staff_50_1000',
      kind: 'when',
      when: {
        any: [
          {
            all: [
              { fact: 'size.min', gte: 50 },
              { fact: 'size.max', lte: 1000 },
            ],
          },
          {
            all: [
              { fact: 'company.staff', gte: 50 },
              { fact: 'company.staff', lte: 1000 },
              { fact: 'size', unknown: true },
            ],
          },
        ],
      },
      points: 20,
      reason: 'Company of 50–1,000 people',
    },
    {
      id: 'staff_over_1000',
      kind: 'when',
      when: {
        any: [
          { fact: 'size.min', gt: 1000 },
          {
            all: [
              { fact: 'company.staff', gt: 1000 },
              { fact: 'size', unknown: true },
            ],
          },
        ],
      },
      points: 10,
      reason: 'Company of more than 1,000 people',
    },
    priorityRule(10),
    studentRule(-20),
  ],
  fitCap: 40,
  engagement: {
    cap: 60,
    halfLifeDays: 90,
    rules: [
      {
        id: 'article',
        ...each,
        event: 'article_read',
        distinct: true,
        points: 5,
        reason: 'Read an article or newsletter',
      },
      {
        id: 'blog',
        ...each,
        event: 'page_viewed',
        path: '*/blog/*',
        // Pages that are named as articles count above.
        where: { fact: 'content', unknown: true },
        max: 1,
        per: 'day',
        points: 5,
        reason: 'Read an article',
      },
      { id: 'guide', ...each, event: 'ebook_downloaded', distinct: true, points: 10, reason: 'Downloaded an e-guide' },
      { id: 'file', ...each, event: 'downloaded', distinct: true, points: 10, reason: 'Downloaded a guide' },
      {
        id: 'content',
        ...each,
        event: 'content_downloaded',
        where: { not: { fact: 'content', is: 'ebook' } },
        distinct: true,
        points: 10,
        reason: 'Downloaded content',
      },
      { id: 'webinar', ...each, event: 'webinar_attended', points: 15, reason: 'Attended a webinar', cap: 20 },
      { id: 'contact', ...once, event: 'contact_requested', points: 20, reason: 'Asked to be contacted' },
      { id: 'call', ...once, event: 'call_received', points: 20, reason: 'Called' },
      { id: 'demo_request', ...once, event: 'demo_requested', points: 20, reason: 'Asked for a demo' },
      { id: 'trial', ...once, event: 'trial_started', points: 20, reason: 'Started a trial' },
      {
        id: 'moved_on',
        ...each,
        event: 'crm_stage_changed',
        ahead: true,
        points: 10,
        reason: 'Moved on in the CRM',
      },
      { id: 'moved_on_here', ...each, event: 'stage_reached', ahead: true, points: 10, reason: 'Moved on by sales' },
      colleagueRule(10),
      careersRule(0),
    ],
  },
  caps: [
    { id: 'articles', label: 'Articles and newsletters', rules: ['article', 'blog'], most: 20 },
    { id: 'guides', label: 'Guides', rules: ['guide', 'file', 'content'], most: 20 },
    { id: 'stages', label: 'Stages ahead', rules: ['moved_on', 'moved_on_here'], most: 20 },
    { id: 'direct', label: 'Direct contact and trial', rules: ['contact', 'call', 'demo_request', 'trial'], most: 20 },
  ],
  disqualify: exclusions,
  thresholds: { hot: { score: 60, fit: 20 }, cold: { below: 25 } },
  mql: { score: 30 },
  hundred: { fit: { max: 40, weight: 40 }, engagement: { max: 60, weight: 60 } },
  grades: { fit: { a: 30, b: 20, c: 10 }, engagement: { one: 40, two: 25, three: 10 } },
  plausibility: [...plausibility, busyPoorFit({ fit: 10, engagement: 30 })],
} as const satisfies ScoreModel
