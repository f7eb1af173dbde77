import type { CreateSessionRequest } from '#flows/api.ts'
import { type PricingVisit, pricingVisits } from '../visits/pricing-visits.ts'

/** Who a submission is from. No two have any of it in common. */
export interface Submission {
  /** The visit it repeats. */
  readonly visit: PricingVisit
  readonly key: string
  readonly visitor: string
  readonly email: string
  readonly domain: string
}

/** The page that submissions come from: the site must allow it. */
export const PAGE_ORIGIN = 'https://tallybarn.example'

/** The nth submission; all visits in turn. `n` is below a million million. */
export function submissionOf(n: number): Submission {
  const visit = pricingVisits[n % pricingVisits.length]
  if (!visit) throw new Error('There are no visits.')
  const number = String(n).padStart(12, '0')
  const domain = `company-${number}.example`
  return {
    visit,
    key: `key-${number}-${visit.name}`,
    visitor: `${visit.name}.${number}`,
    email: `dana.whitfield@${domain}`,
    domain,
  }
}

/** Whose submission a request is. */
export function submissionIn({ visitor }: Pick<CreateSessionRequest, 'visitor'>): Submission {
  return submissionOf(Number(visitor.slice(visitor.indexOf('.') + 1)))
}
