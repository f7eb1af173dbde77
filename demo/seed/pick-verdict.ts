import type { RejectReason } from '#flows/reject-reasons.ts'
import type { Decision } from '#server/leads/decide-lead.ts'
import type { Random } from './random.ts'

const REASONS: Partial<Record<RejectReason, number>> = {
  bad_timing: 34,
  budget_later: 22,
  no_authority: 12,
  no_budget: 12,
  not_a_fit: 12,
  wrong_contact: 8,
}

const NOTES: Partial<Record<RejectReason, string>> = {
  bad_timing: 'ERP change first, ask again afterwards.',
  budget_later: 'Budget is planned for next year.',
  wrong_contact: 'The warehouse manager decides.',
}

/** How a lead that will not buy now is sent back: most of them wait for a better day. */
export function pickRejection(random: Random): Decision {
  const reason = random.weighted(REASONS as Record<RejectReason, number>) // weighted() only looks at the keys there are
  const note = random.next() < 0.6 ? NOTES[reason] : undefined
  const hold = reason !== 'no_budget' && reason !== 'not_a_fit'
  return { verdict: 'rejected', reason, hold, ...(note ? { note } : {}) }
}
