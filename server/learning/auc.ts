import { at } from './solve-symmetric.ts'

/**
 * The chance that a lead that became a customer has the higher score than one that did not; a tie counts half
 * (Mann & Whitney 1947; Hanley & McNeil, Radiology 143, 1982). Exact, weighted, O(n log n).
 * Null when one of the two outcomes is missing.
 */
export function auc(
  scores: readonly number[],
  outcomes: readonly number[],
  weights?: readonly number[],
): number | null {
  const order = scores.map((_, index) => index).sort((a, b) => at(scores, a) - at(scores, b))
  let below = 0
  let better = 0
  let won = 0
  for (let from = 0; from < order.length; ) {
    const score = at(scores, at(order, from))
    let tiedWon = 0
    let tiedLost = 0
    let to = from
    for (; to < order.length && at(scores, at(order, to)) === score; to++) {
      const index = at(order, to)
      const weight = weights ? at(weights, index) : 1
      if (at(outcomes, index) === 1) tiedWon += weight
      else tiedLost += weight
    }
    better += tiedWon * (below + tiedLost / 2)
    below += tiedLost
    won += tiedWon
    from = to
  }
  return won > 0 && below > 0 ? better / (won * below) : null
}
