import type { Facts } from '#flows/condition.ts'
import type { CardCampaign } from './lead-card-type.ts'

const PARTS = ['source', 'medium', 'campaign', 'term', 'content'] as const

/** The campaign of the newest visit that came by one, from the facts of a lead; null when none did. */
export function campaignOf(facts: Facts): CardCampaign | null {
  const said = PARTS.flatMap(part => {
    const value = facts[`utm.${part}`]
    return typeof value === 'string' && value !== '' ? [[part, value]] : []
  })
  return said.length > 0 ? (Object.fromEntries(said) as CardCampaign) : null // of these parts only
}
