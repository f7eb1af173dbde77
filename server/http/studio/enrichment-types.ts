import type { Lookup, LookupCounts } from '../../enrichment/list-lookups.ts'

export type { Lookup } from '../../enrichment/list-lookups.ts'

/** GET /api/enrichment */
export interface EnrichmentState {
  readonly enrichers: readonly {
    readonly id: string
    readonly title: string
    readonly description: string
    readonly enabled: boolean
  }[]
  readonly counts: LookupCounts
  /** The newest 50. */
  readonly lookups: readonly Lookup[]
}

/** PUT /api/enrichment → EnrichmentState */
export interface SaveEnrichmentRequest {
  readonly enabled: string[]
}
