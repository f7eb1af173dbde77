/** Why a lead is not taken, or was lost. */
export const REJECT_REASONS = [
  'not_a_fit',
  'no_budget',
  'budget_later',
  'no_authority',
  'no_need',
  'bad_timing',
  'unreachable',
  'chose_other',
  'wrong_contact',
  'competitor',
  'duplicate',
  'spam',
  'other',
] as const

export type RejectReason = (typeof REJECT_REASONS)[number]
