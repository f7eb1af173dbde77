import type { Outcome } from './flow.ts'

/** Ends of those who came for something else: customers, suppliers, applicants, and who is kindly turned away. */
const ELSEWHERE: ReadonlySet<string> = new Set<Outcome>(['support', 'customer', 'vendor', 'applicant', 'exit'])

/** Whether an end's outcome makes no lead and no conversion. */
export function isElsewhere(outcome: string): boolean {
  return ELSEWHERE.has(outcome)
}
