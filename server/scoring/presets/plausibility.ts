import type { ScoreModel } from '../score-model.ts'

/** What cannot well be true together, whatever the points. Flagged for people of sales, never a reason to block. */
export const plausibility = [
  {
    id: 'throwaway_mail',
    when: { fact: 'email.disposable', is: true },
    reason: 'The address is from a throw-away mailbox',
  },
  {
    id: 'bounced_mail',
    when: { fact: 'email.bounced', is: true },
    reason: 'Mail to the address comes back',
  },
  {
    id: 'tiny_with_top_budget',
    when: {
      all: [
        { fact: 'size.max', lte: 10 },
        { fact: 'budget.top', is: true },
      ],
    },
    reason: 'Ten people or fewer, and the largest budget there is to choose',
  },
  {
    id: 'large_with_private_mail',
    when: {
      all: [
        { fact: 'size.min', gte: 500 },
        { fact: 'email.free', is: true },
      ],
    },
    reason: 'A company of 500 or more, written from a private mailbox',
  },
] as const satisfies ScoreModel['plausibility']
