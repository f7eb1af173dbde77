import type { ScoreModel } from '../score-model.ts'
import { busyPoorFit } from './busy-poor-fit.ts'
import { careersRule, colleagueRule, exclusions, priorityRule, studentRule } from './exclusions.ts'
import { plausibility } from './plausibility.ts'

const once = { kind: 'event', times: 'once' } as const

/**
 * The numbers of a global guide: more than 50 go to sales, fewer than 25 are unqualified, at 75 an invitation to a demo. Only
 * what a student costs, and what colleagues and the priority list give, are ours.
 */
export const global = {
  format: 1,
  name: 'Global',
  preset: 'global',
  fit: [
    {
      id: 'role',
      kind: 'options',
      fact: 'role.level',
      label: 'Role',
      points: { executive: 20, head: 10, manager: 10 },
    },
    {
      id: 'technology',
      kind: 'when',
      when: {
        any: [
          { fact: 'industry', in: ['technology', 'software', 'it'] },
          { fact: 'company.industry', in: ['technology', 'software', 'it'] },
        ],
      },
      points: 15,
      reason: 'Technology industry',
    },
    {
      id: 'staff_50_500',
      kind: 'when',
      when: {
        any: [
          {
            all: [
              { fact: 'size.min', gte: 50 },
              { fact: 'size.max', lte: 500 },
            ],
          },
          {
            all: [
              { fact: 'company.staff', gte: 50 },
              { fact: 'company.staff', lte: 500 },
              { fact: 'size', unknown: true },
            ],
          },
        ],
      },
      points: 10,
      reason: 'Company of 50–500 people',
    },
    {
      id: 'country',
      kind: 'when',
      when: {
        any: [
          { fact: 'country', in: ['US', 'GB', 'CA'] },
          { fact: 'company.country', in: ['US', 'GB', 'CA'] },
        ],
      },
      points: 5,
      reason: 'In the United States, the United Kingdom or Canada',
    },
    priorityRule(10),
    studentRule(-20),
  ],
  engagement: {
    // All of it: the guide knows no limit.
    cap: 100,
    halfLifeDays: null,
    rules: [
      {
        id: 'pricing_page',
        ...once,
        event: 'page_viewed',
        path: '*/pricing*',
        points: 15,
        reason: 'Looked at pricing',
      },
      {
        id: 'case_study',
        ...once,
        event: 'page_viewed',
        path: '*/customers/*',
        // Pages that the workspace names count below.
        where: { fact: 'content', unknown: true },
        points: 10,
        reason: 'Read a case study',
      },
      { id: 'case_study_told', ...once, event: 'case_study_read', points: 10, reason: 'Read one of the case studies' },
      { id: 'webinar', ...once, event: 'webinar_attended', points: 20, reason: 'Attended a webinar' },
      { id: 'demo_link', ...once, event: 'page_viewed', path: '*/demo*', points: 25, reason: 'Followed the demo link' },
      {
        id: 'demo_link_mail',
        ...once,
        event: 'email_clicked',
        where: { fact: 'link', glob: '*/demo*' },
        points: 25,
        reason: 'Followed the demo link in an e-mail',
      },
      { id: 'demo_request', ...once, event: 'demo_requested', points: 20, reason: 'Asked for a demo' },
      {
        id: 'email',
        ...once,
        event: 'email_clicked',
        // The mail that matters to you, by its subject.
        where: { fact: 'subject', glob: '*rici*' },
        points: 5,
        reason: 'Clicked in the e-mail about pricing',
      },
      { id: 'unsubscribed', ...once, event: 'email_unsubscribed', points: -10, reason: 'Unsubscribed from e-mail' },
      colleagueRule(5),
      careersRule(-5),
      {
        id: 'support_ticket',
        ...once,
        event: 'support_ticket_opened',
        points: -3,
        reason: 'Support ticket that is not about buying',
      },
    ],
  },
  // The same thing, seen by the site and told by another system.
  caps: [
    { id: 'case_studies', label: 'Case studies', rules: ['case_study', 'case_study_told'], most: 10 },
    { id: 'demo_links', label: 'Demo link', rules: ['demo_link', 'demo_link_mail'], most: 25 },
  ],
  disqualify: exclusions,
  thresholds: { hot: { score: 51, fit: 0 }, cold: { below: 25 } },
  mql: { score: 25 },
  sal: { score: 51 },
  milestones: [{ id: 'demo_invitation', label: 'Invite to a demo', score: 75 }],
  plausibility: [...plausibility, busyPoorFit({ fit: 10, engagement: 40 })],
} as const satisfies ScoreModel
