import type { Stage } from '../scoring/stage.ts'

/** One row of a lead's history that says where it stands, in the order they were written. */
export interface PastMove {
  readonly type: 'created' | 'stage_changed' | 'accepted' | 'rejected' | 'undone'
  readonly at: number
  readonly from?: Stage | undefined
  /** Where it stood from then on; left out where the row says nothing of it. */
  readonly to?: Stage | undefined
  /** A person moved it. */
  readonly manual?: boolean | undefined
  /** It stands beside the verdict of the row before. */
  readonly verdict?: string | undefined
  /** It only says where a lead came to stand when a move was taken back. */
  readonly undone?: boolean | undefined
  /** The outcome that was recorded with it. */
  readonly outcome?: string | undefined
}

/** A move that led somewhere. */
export interface Step {
  readonly at: number
  readonly from: Stage | undefined
  readonly to: Stage
  readonly manual: boolean
  readonly outcome: string | null
  /** When a person took it back; null = nobody did. */
  readonly undoneAt: number | null
}

/** The moves that led somewhere, each with when it was taken back: the newest one that stands is, as on the lead's card. Pure. */
export function stepsOf(moves: readonly PastMove[]): Step[] {
  const undoneAt = new Map<PastMove, number>()
  const standing: PastMove[][] = []
  for (const move of moves) {
    if (move.type === 'undone') for (const one of standing.pop() ?? []) undoneAt.set(one, move.at)
    else if (move.type === 'accepted' || move.type === 'rejected' || move.manual) standing.push([move])
    else if (move.verdict !== undefined) standing.at(-1)?.push(move)
  }
  return moves.flatMap(move => {
    if (move.to === undefined || move.undone || move.type === 'undone') return []
    const { at, from, to, manual = false, outcome = null } = move
    return [{ at, from, to, manual, outcome, undoneAt: undoneAt.get(move) ?? null }]
  })
}
