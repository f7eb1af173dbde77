import type { Correctable, Corrections, LeadDetail } from '#server/http/api-type.ts'
import { TELLERS } from './tellers.ts'

/** Facts the form has a field for. */
export const CORRECTED = [
  'title',
  'company.name',
  'company.domain',
  'company.staff',
  'company.industry',
  'company.country',
] as const satisfies readonly Correctable[]

export type Corrected = (typeof CORRECTED)[number]

/** What stands in the fields, by fact. */
export type FieldValues = Readonly<Record<Corrected, string>>

/** What is known now, as it is typed: a country by its letters, everything else in words. */
export function valuesOf({ facts }: Pick<LeadDetail, 'facts'>): FieldValues {
  const typed = (id: Corrected): string => {
    const known = facts.find(({ fact }) => fact === id)
    if (!known) return ''
    // An option they picked is no title and no number.
    if (known.told.source === 'visitor' && (id === 'title' || id === 'company.staff')) return ''
    return id === 'company.country' || typeof known.value === 'number' ? String(known.value) : known.words
  }
  return {
    title: typed('title'),
    'company.name': typed('company.name'),
    'company.domain': typed('company.domain'),
    'company.staff': typed('company.staff'),
    'company.industry': typed('company.industry'),
    'company.country': typed('company.country'),
  }
}

/** What differs between two states of the fields: null takes sales' word back, so that the next believed one stands again. */
export function changesOf(before: FieldValues, values: FieldValues): Corrections {
  const changed = CORRECTED.filter(id => values[id].trim() !== before[id])
  return Object.fromEntries(changed.map(id => [id, values[id].trim() || null]))
}

/** The choice that takes sales' word of the country back, with what then stands; none where it is not sales who said it. */
export function unsaidCountry({
  facts,
}: Pick<LeadDetail, 'facts'>): readonly { readonly id: ''; readonly label: string }[] {
  const known = facts.find(({ fact }) => fact === 'company.country')
  if (!known) return [{ id: '', label: 'Not known' }]
  if (known.told.source !== 'sales') return []
  const [next] = known.overruled
  return [{ id: '', label: next ? `${next.words}, as ${TELLERS[next.source]} said` : 'Not known' }]
}
