import type { LeadRow, MoveNeeds, MoveRequest, Stage } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../api.ts'
import { fail, tell } from '../ui/toast.tsx'
import { STAGES } from '../words.ts'

/** A lead somebody wants to move, and what they have to say first. */
export interface WantedMove {
  readonly lead: { readonly id: string; readonly title: string }
  readonly from: Stage
  readonly to: Stage
  readonly needs: MoveNeeds
}

interface Told {
  readonly moved: (row: LeadRow) => void
  /** What SQL still needs is on the card. */
  readonly incomplete?: (leadId: string) => void
}

/** Moves a lead, says so with a way back, and tells what stands in the way. True when it moved. */
export async function moveLead(
  { lead, from, to }: Omit<WantedMove, 'needs'>,
  said: Omit<MoveRequest, 'from' | 'to'>,
  { moved, incomplete }: Told,
): Promise<boolean> {
  try {
    moved(await post<LeadRow>(`/leads/${lead.id}/move`, { ...said, from, to }))
    tell(`${lead.title} moved to ${STAGES[to]}`, () => {
      post<LeadRow>(`/leads/${lead.id}/undo`).then(moved, fail)
    })
    return true
  } catch (error) {
    fail(error)
    if (error instanceof RequestFailed && error.code === 'sql_incomplete') incomplete?.(lead.id)
    return false
  }
}
