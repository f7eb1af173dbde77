import type { Step } from './flow.ts'

/** Whether a flow stops at a step until something happens: an answer, a decision, a booking. */
export function waits(step: Step): boolean {
  return step.kind === 'ask' || step.kind === 'decide' || step.kind === 'book'
}
