import type { ScoreModel } from '../score-model.ts'
import { busyPoorFit } from './busy-poor-fit.ts'
import { careersRule, colleagueRule, exclusions, priorityRule, studentRule } from './exclusions.ts'
import { plausibility } from './plausibility.ts'

/**
 * One to ten points an item. Published: staff bands, pricing page, downloads, e-mail, e-book, checklist, infographic, and
 * that unsubscribing weighs strongly, content left at that and silence a little. How much those three cost, what
 * colleagues and the priority list give, and the lines of hot and cold, are ours.
 */
export const lowScale = {
  format: 1,
  name: 'Low scale',
  preset: 'low-scale',
  fit: [
    {
      id: 'staff_up_to_10',
      kind: 'when',
      when: {
        any: [
          { fact: 'size.max', lte: 10 },
          {
            all: [
              { fact: 'company.staff', lte: 10 },
              { fact: 'size', unknown: true },
            ],
          },
        ],
      },
      points: 0,
      reason: 'Company of ten people or fewer',
    },
    {
      id: 'staff_11_1000',
      kind: 'when',
      when: {
        any: [
          {
            all: [
              { fact: 'size.min', gte: 11 },
              { fact: 'size.max', lte: 1000 },
            ],
          },
          {
            all: [
              { fact: 'company.staff', gte: 11 },
              { fact: 'company.staff', lte: 1000 },
              { fact: 'size', unknown: true },
            ],
          },
        ],
      },
      points: 5,
      reason: 'Company of 11–1,000 people',
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
      points: -5,
      reason: 'Company of more than 1,000 people',
    },
    priorityRule(5),
    studentRule(-10),
  ],
  engagement: {
    cap: 40,
    halfLifeDays: null,
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
      {
        id: 'file',
        kind: 'event',
        event: 'downloaded',
        points: 3,
        times: 'each',
        max: 3,
        reason: 'Downloaded a file',
      },
      {
        id: 'content',
        kind: 'event',
        event: 'content_downloaded',
        // The lines below have these.
        where: { not: { fact: 'content', in: ['ebook', 'checklist'] } },
        points: 3,
        times: 'each',
        distinct: true,
        max: 3,
        reason: 'Downloaded content',
      },
      {
        id: 'email_open',
        kind: 'event',
        event: 'email_opened',
        points: 1,
        times: 'each',
        max: 1,
        per: 'day',
        reason: 'Opened an e-mail',
        cap: 5,
      },
      {
        id: 'email_click',
        kind: 'event',
        event: 'email_clicked',
        points: 3,
        times: 'each',
        max: 1,
        per: 'day',
        reason: 'Clicked in an e-mail',
        cap: 9,
      },
      { id: 'offer', kind: 'event', event: 'offer_opened', points: 5, times: 'once', reason: 'Studied an offer' },
      {
        id: 'unsubscribed',
        kind: 'event',
        event: 'email_unsubscribed',
        points: -20,
        times: 'once',
        reason: 'Unsubscribed from e-mail',
      },
      {
        id: 'ebook',
        kind: 'event',
        event: 'ebook_downloaded',
        points: 6,
        times: 'once',
        reason: 'Downloaded the e-book',
      },
      {
        id: 'checklist',
        kind: 'event',
        event: 'checklist_downloaded',
        points: 3,
        times: 'once',
        reason: 'Downloaded the checklist',
      },
      {
        id: 'infographic',
        kind: 'event',
        event: 'infographic_seen',
        points: 4,
        times: 'once',
        reason: 'Saw the infographic',
      },
      {
        id: 'seen_only',
        kind: 'absence',
        seen: { event: 'content_seen' },
        without: { event: 'content_downloaded' },
        orWithout: [
          { event: 'downloaded' },
          { event: 'ebook_downloaded' },
          { event: 'checklist_downloaded' },
          { event: 'infographic_downloaded' },
          { event: 'white_paper_downloaded' },
        ],
        days: 7,
        points: -2,
        reason: 'Saw content and did not download it',
      },
      { id: 'idle', kind: 'idle', days: 30, points: -3, repeat: 6, reason: 'Another month without a sign of life' },
      colleagueRule(2),
      careersRule(0),
    ],
  },
  disqualify: exclusions,
  thresholds: { hot: { score: 20, fit: 5 }, cold: { below: 8 } },
  mql: { score: 8 },
  plausibility: [...plausibility, busyPoorFit({ fit: 5, engagement: 12 })],
} as const satisfies ScoreModel
