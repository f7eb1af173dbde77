/** One line of the price list. Prices are in US dollars. */
export type Plan = {
  readonly name: string
  /** As it is shown: the figure and, apart, what it is per. */
  readonly price: string
  readonly per: string
  /** What a year costs, or for Enterprise what it starts at. */
  readonly yearly: number
  /** The number of sites included; `Infinity` when there is no limit. */
  readonly sites: number
  readonly forWhom: string
  readonly includes: readonly string[]
}

const starter: Plan = {
  name: 'Starter',
  price: '$240',
  per: 'a month',
  yearly: 2_880,
  sites: 3,
  forWhom: 'One warehouse, or a few, that still close to count.',
  includes: [
    'Up to 3 sites, any number of counters',
    'Rounds by value, movement and last count',
    'Blind counts and second counts',
    'Stock in and differences out as CSV',
  ],
}

const team: Plan = {
  name: 'Team',
  price: '$690',
  per: 'a month',
  yearly: 8_280,
  sites: 15,
  forWhom: 'Several sites that must agree with one ERP.',
  includes: [
    'Up to 15 sites, everything in Starter',
    'Differences posted to your ERP with a reason',
    'Approval limits and tolerances by class',
    'A count record your auditor can read',
  ],
}

const enterprise: Plan = {
  name: 'Enterprise',
  price: 'From $24k',
  per: 'a year',
  yearly: 24_000,
  sites: Number.POSITIVE_INFINITY,
  forWhom: 'Networks with their own rules for access and data.',
  includes: [
    'Any number of sites, everything in Team',
    'Single sign-on and user provisioning',
    'Data kept in the region you name',
    'A named engineer and an uptime agreement',
  ],
}

export const plans: readonly Plan[] = [starter, team, enterprise]

/** The smallest plan that holds this many sites. */
export function planFor(sites: number): Plan {
  return plans.find(plan => sites <= plan.sites) ?? enterprise
}
