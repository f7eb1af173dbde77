import type { ScoreModel } from './score-model.ts'

/** How warm a lead is that nothing disqualifies. */
export type Heat = 'hot' | 'warm' | 'cold'

/** Hot needs the score and the fit; cold is below its line; warm is between. */
export function temperatureOf(
  { score, fit }: { readonly score: number; readonly fit: number },
  { hot, cold }: ScoreModel['thresholds'],
): Heat {
  if (score >= hot.score && fit >= hot.fit) return 'hot'
  return score < cold.below ? 'cold' : 'warm'
}
