import type { Flow } from '../flow.ts'
import { type Finding, warning } from './finding.ts'

/** A flow that asks no more than it takes needs a decision that can be taken early. */
export function checkStopEarly({ stopEarly, steps }: Pick<Flow, 'stopEarly' | 'steps'>): Finding[] {
  if (!stopEarly || steps.some(({ kind }) => kind === 'decide')) return []
  const message = 'It is to stop early, but nothing is decided in it: all questions are asked.'
  return [warning('stop_early_undecided', { pointer: '/stopEarly', message })]
}
