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

/** What people read for them. */
export const REJECTIONS: Readonly<Record<RejectReason, string>> = {
  not_a_fit: 'Not a fit',
  no_budget: 'No budget',
  budget_later: 'Budget comes later',
  no_authority: 'Cannot decide',
  no_need: 'No need',
  bad_timing: 'Bad timing',
  unreachable: 'Cannot be reached',
  chose_other: 'Chose another',
  wrong_contact: 'Wrong contact',
  competitor: 'Competitor',
  duplicate: 'Duplicate',
  spam: 'Spam',
  other: 'Something else',
}
