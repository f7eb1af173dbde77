import type { SessionContext } from '#flows/api.ts'

/** What an ad network adds to the address of its advertisements, so that it knows the click again. */
const BY_SOURCE: Readonly<Record<string, { readonly name: string; readonly prefix: string }>> = {
  google: { name: 'gclid', prefix: 'EAIaIQobChMI' },
  linkedin: { name: 'li_fat_id', prefix: '' },
}

/** The campaign of a visit with the click of whoever came by an advertisement: each visitor clicked once. */
export function withClick(utm: SessionContext['utm'], visitor: string): SessionContext['utm'] {
  const network = BY_SOURCE[utm.source ?? '']
  return network ? { ...utm, [network.name]: `${network.prefix}${visitor}` } : utm
}
