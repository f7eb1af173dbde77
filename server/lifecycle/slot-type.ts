import type { Fact } from '#flows/condition.ts'
import type { FactSource } from '../leads/lead-facts.ts'

/** How a salesperson gives the value of a slot. */
export type SlotInput =
  | { readonly kind: 'options'; readonly options: readonly { readonly id: string; readonly label: string }[] }
  | { readonly kind: 'text' }
  | { readonly kind: 'number' }

/** Who told what is in a slot. */
export interface SlotTeller {
  readonly source: 'visitor' | FactSource
  /** Name of the person, where it was one. */
  readonly by: string | null
  /** Null for an answer: its time is in the timeline. */
  readonly at: number | null
}

/** One slot of a framework as a lead fills it. */
export interface FilledSlot {
  readonly id: string
  readonly label: string
  readonly ask: string
  readonly required: boolean
  /** The fact that a salesperson's answer is stored under. */
  readonly fact: string
  readonly input: SlotInput
  /** Null = not known. */
  readonly value: Fact | null
  /** The value as people read it. */
  readonly words: string | null
  /** Answered, but with “not set yet” or the like: no SQL on it. */
  readonly vague: boolean
  readonly told: SlotTeller | null
  /** What the visitor said where sales said otherwise. */
  readonly corrected: string | null
}

/** What sales has to have looked at beside the slots. */
export interface SalesCheck {
  readonly id: 'intent' | 'means'
  readonly label: string
  readonly required: boolean
  readonly checked: boolean
  readonly told: SlotTeller | null
}

/** The framework of the workspace as a lead fills it. */
export interface FilledFramework {
  readonly framework: { readonly id: string; readonly label: string }
  readonly slots: readonly FilledSlot[]
  readonly checks: readonly SalesCheck[]
  /** Ids of the slots and checks that stand between the lead and SQL. */
  readonly missing: readonly string[]
}
