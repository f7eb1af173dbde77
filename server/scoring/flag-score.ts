import { type Condition, type Facts, factsRead, holds } from '#flows/condition.ts'
import type { FoldedLedger } from './ledger.ts'
import type { ScoreModel } from './score-model.ts'

/**
 * The facts with the flags that read what fit and engagement came to (`score.fit`, `score.engagement`): busy, but a poor
 * fit. They come after the score, so no rule can give points for them. The same object where no such flag holds.
 */
export function flagScore(
  { plausibility = [] }: Pick<ScoreModel, 'plausibility'>,
  facts: Facts,
  { fit, engagement }: Pick<FoldedLedger, 'fit' | 'engagement'>,
): Facts {
  const late = plausibility.filter(({ when }) => readsScore(when))
  if (late.length === 0) return facts
  const known = { ...facts, 'score.fit': fit, 'score.engagement': engagement }
  const held = late.filter(({ when }) => holds(when, known)).map(({ id }) => [`flag.${id}`, true] as const)
  return held.length === 0 ? facts : { ...facts, ...Object.fromEntries(held) }
}

/** Whether a condition asks what the score came to, which nobody knows before it is made. */
export function readsScore(when: Condition): boolean {
  return factsRead(when).some(fact => fact.startsWith('score.'))
}
