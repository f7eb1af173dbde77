import type { BacktestTarget } from './backtest-types.ts'
import type { PastLead } from './past-leads.ts'

/** Whether a lead turned out well; `open` = nobody can know yet, so it counts on neither side. */
export type Label = 'good' | 'bad' | 'open'

interface LabelRules {
  readonly target: BacktestTarget
  /** Days after which a lead that came to nothing counts as bad. */
  readonly matureDays: number
  /** When it is looked at. */
  readonly at: number
}

const DAY_MS = 86_400_000

/**
 * Good = reached the target; bad = turned down or lost, or nothing came of it in `matureDays`. An open lead younger than
 * that is censored: counting it as lost would teach that new leads are bad.
 */
export function labelLead(
  lead: Pick<PastLead, 'createdAt' | 'outcome' | 'stageLog' | 'verdict'>,
  { target, matureDays, at }: LabelRules,
): Label {
  if (isGood(lead, target)) return 'good'
  if (lead.outcome === 'rejected' || lead.outcome === 'lost') return 'bad'
  if (target === 'accepted' && lead.verdict === 'rejected') return 'bad'
  return at - lead.createdAt >= matureDays * DAY_MS ? 'bad' : 'open'
}

function isGood(
  { outcome, stageLog, verdict }: Pick<PastLead, 'outcome' | 'stageLog' | 'verdict'>,
  target: BacktestTarget,
) {
  if (outcome === 'won') return true
  if (target === 'won') return false
  // A deal that was lost in the end was a good lead all the same.
  const reached = stageLog.some(({ to }) => to === 'sql' || to === 'opportunity' || to === 'customer')
  if (outcome === 'sql' || (outcome === 'lost' && reached)) return true
  return target === 'accepted' && verdict === 'accepted'
}
