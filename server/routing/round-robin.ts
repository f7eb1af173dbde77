import type { TeamMember } from './routing-config.ts'

/** How many leads a team has given a person so far. */
export interface Counter {
  readonly teamId: string
  readonly personId: string
  readonly assigned: number
  /** Time of the newest one, milliseconds since 1970. */
  readonly lastAt: number
}

/** One who could get the lead. */
export interface Candidate {
  readonly person: string
  readonly weight: number
  /** Leads given so far, calibration included. */
  readonly assigned: number
  /** Leads behind (above zero) or ahead of a fair share, to two decimals. */
  readonly shortfall: number
}

/**
 * Everyone of a team who may get the next lead, the one whose turn it is first.
 * shortfall = (all assignments + Σ calibration) × weight ÷ Σ weight − (own + calibration).
 * Ties: the highest weight, then the least recently assigned, then the id. Members of weight 0 are left out.
 */
export function rankCandidates(
  members: readonly TeamMember[],
  counters: readonly Counter[],
  teamId: string,
): Candidate[] {
  const own = new Map(counters.filter(one => one.teamId === teamId).map(one => [one.personId, one]))
  const standing = members
    .filter(member => member.weight > 0)
    .map(({ person, weight, calibration }) => {
      const counter = own.get(person)
      const assigned = (counter?.assigned ?? 0) + (calibration ?? 0)
      return { person, weight, assigned, lastAt: counter?.lastAt ?? Number.NEGATIVE_INFINITY }
    })
  const weights = standing.reduce((sum, one) => sum + one.weight, 0)
  const given = standing.reduce((sum, one) => sum + one.assigned, 0)
  // Times Σ weight, so that whole numbers are compared: fractions would break ties by rounding.
  const behind = (one: (typeof standing)[number]) => given * one.weight - one.assigned * weights
  return standing
    .sort(
      (a, b) => behind(b) - behind(a) || b.weight - a.weight || order(a.lastAt, b.lastAt) || order(a.person, b.person),
    )
    .map(one => ({
      person: one.person,
      weight: one.weight,
      assigned: one.assigned,
      shortfall: Math.round((behind(one) / weights) * 100) / 100,
    }))
}

function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
