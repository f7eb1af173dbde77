import type { Stage } from '../scoring/stage.ts'

/** What a person has to say with a move: nothing, a reason of the list, a few words, or the deal if it is known. */
export type MoveNeeds = 'nothing' | 'reason' | 'note' | 'deal'

/** Moves a person may make, by where the lead stands and where it goes. Anything else is refused (`stage_forbidden`). */
export const MOVES: Readonly<Record<Stage, Readonly<Partial<Record<Stage, MoveNeeds>>>>> = {
  lead: { mql: 'nothing', sal: 'nothing', hold: 'reason', disqualified: 'reason' },
  mql: { sal: 'nothing', lead: 'note', hold: 'reason', recycled: 'reason', disqualified: 'reason' },
  sal: { sql: 'nothing', mql: 'note', hold: 'reason', recycled: 'reason', disqualified: 'reason' },
  sql: {
    opportunity: 'deal',
    customer: 'deal',
    sal: 'note',
    hold: 'reason',
    recycled: 'reason',
    disqualified: 'reason',
  },
  opportunity: { customer: 'deal', sql: 'note', hold: 'reason', recycled: 'reason', disqualified: 'reason' },
  customer: { opportunity: 'note', recycled: 'reason' },
  hold: { sal: 'nothing', mql: 'nothing', recycled: 'nothing', disqualified: 'reason' },
  recycled: { mql: 'nothing', sal: 'nothing', disqualified: 'reason' },
  disqualified: { lead: 'note', mql: 'note', sal: 'note' },
}

/** What a move needs; null = it is not allowed. */
export function moveNeeds(from: Stage, to: Stage): MoveNeeds | null {
  return MOVES[from][to] ?? null
}
