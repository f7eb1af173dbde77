import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { isByRule, withVerdicts } from '../leads/verdict-columns.ts'
import type { Stage } from '../scoring/stage.ts'
import type { Database } from '../store/schema.ts'
import { loadFramework } from './load-slots.ts'
import { MOVES, type MoveNeeds } from './moves.ts'
import { loadOutcomes, type Outcome } from './outcomes.ts'
import type { FilledFramework } from './slot-type.ts'
import { standingMoves } from './stage-history.ts'

/** Where a lead stands and what can be done about it: the part of the card that sales works with. */
export interface LeadLifecycle {
  /** Since when it stands in its stage. */
  readonly since: number
  /** A rule of the score model disqualified it: a move out of that overrules the rule. */
  readonly byRule: boolean
  /** Where a person may move it, and what they have to say with it. */
  readonly moves: Readonly<Partial<Record<Stage, MoveNeeds>>>
  /** It stands where a verdict or a move of a person put it, which can be taken back. */
  readonly undoable: boolean
  readonly framework: FilledFramework | null
  /** Oldest first. */
  readonly outcomes: readonly Outcome[]
}

/** Null for a lead that is missing or another workspace's. */
export async function loadLeadLifecycle(
  db: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
): Promise<LeadLifecycle | null> {
  const lead = await withVerdicts(db)
    .selectFrom('leads')
    .selectAll('leads')
    .select(['verdict', 'stage_by', 'stage_since'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (!lead) return null
  return {
    since: Number(lead.stage_since ?? lead.created_at),
    byRule: isByRule(lead),
    moves: MOVES[lead.stage],
    undoable: (await standingMoves(db, { workspaceId, leadId })).at(-1)?.body.to === lead.stage,
    framework: await loadFramework(db, deps, lead),
    outcomes: await loadOutcomes(db, workspaceId, { leadId }),
  }
}
