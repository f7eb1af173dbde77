import type { CardFact } from '#server/http/api-type.ts'

/** Who told something, inside a sentence. */
export const TELLERS: Readonly<Record<CardFact['told']['source'], string>> = {
  visitor: 'the visitor',
  sales: 'sales',
  crm: 'the CRM',
  api: 'your systems',
  import: 'an import',
  enrichment: 'their website',
}

/** The same for what may be somebody we have no words for: then as it was told. */
export function tellerOf(source: string): string {
  const words: Readonly<Record<string, string>> = TELLERS
  return words[source] ?? source
}
