import { companySite } from './company-site.ts'
import type { Enricher } from './define-enricher.ts'

/** All there are, in the order they are offered. */
export const enrichers: readonly Enricher[] = [companySite]

export function findEnricher(id: string): Enricher | undefined {
  return enrichers.find(enricher => enricher.id === id)
}
