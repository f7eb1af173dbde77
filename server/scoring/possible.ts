import type { Supposed } from './suppose.ts'

/** Something that may happen to a lead and that a rule looks at. */
export interface Possible {
  /** An answer; acts; the steps left of an order of acts; a penalty that falls away; news of others, not of the lead's doing. */
  readonly what: 'answer' | 'act' | 'steps' | 'lift' | 'colleague' | 'crm' | 'priority'
  /** Id of the rule, or of the question and the option. */
  readonly id: string
  /** The reason as the ledger would say it, or says it now of what falls away. */
  readonly reason: string
  /** An answer that is open still; false = it would have to turn out otherwise. */
  readonly open: boolean
  /** How many acts it takes; 0 where it takes none. */
  readonly acts: number
  /** What takes a penalty away, in words; null = any sign of life, or no penalty. */
  readonly by: string | null
  readonly supposed: Supposed
}
