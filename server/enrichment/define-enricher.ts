import type { Fact } from '#flows/condition.ts'
import type { Egress } from '../delivery/egress.ts'

/** One fact of a company, and what it was read from. */
export interface Finding {
  /** `company.name`, `company.staff`, … */
  readonly fact: string
  readonly value: Fact
  /** Where it stood, and as it stood there: for people who ask why. */
  readonly evidence: { readonly url: string; readonly place: string; readonly text: string }
}

/** Why nothing was found, as a stable slug. `retry`: it may be otherwise later. */
export interface NothingFound {
  readonly ok: false
  readonly problem: string
  readonly retry: boolean
  /** How long the other side asks to be left alone, in ms. */
  readonly retryAfterMs?: number | undefined
}

export type Looked = { readonly ok: true; readonly findings: readonly Finding[] } | NothingFound

/** What an enricher may know of a lead. */
export interface EnrichedLead {
  readonly email: string
  readonly domain: string
  /** A private mailbox: its domain says nothing about a company. */
  readonly freeMail: boolean
}

/** Looks something up about a lead after it was stored. Adding one = one file and a line in the registry. */
export interface Enricher {
  /** Stored with jobs and settings: never renamed. */
  readonly id: string
  readonly title: string
  /** What it does and what leaves the house, in plain words: people decide by this. */
  readonly description: string
  /** What is looked up, once for all leads that share it; null = nothing of this lead. */
  readonly subjectOf: (lead: EnrichedLead) => string | null
  /** One look. Everything it asks goes through `egress`; an EgressError may pass through. */
  readonly look: (subject: string, tools: { readonly egress: Egress; readonly now: () => number }) => Promise<Looked>
}
