import type { AccountSettings } from './account-settings.ts'

/** What somebody's own doing is worth: without the points that they have because of the account. */
export interface OwnPoints {
  readonly id: string
  /** Name, else address. */
  readonly who: string
  readonly fit: number
  readonly engagement: number
}

export interface AccountLine {
  readonly kind: 'fit' | 'engagement' | 'committee' | 'priority'
  /** In words. */
  readonly reason: string
  readonly points: number
  /** The lead it comes from, where it is one's. */
  readonly lead: string | null
}

export interface AccountScore {
  readonly score: number
  /** They add up to the score. */
  readonly lines: readonly AccountLine[]
}

interface Marks {
  readonly committee: boolean
  readonly priority: boolean
}

/**
 * The score of an account: the best fit among its people, the engagement of all of them up to a cap, and points for a buying
 * committee and for being on the priority list. Whole numbers.
 */
export function accountScore(people: readonly OwnPoints[], marks: Marks, settings: AccountSettings): AccountScore {
  const lines = [
    ...fitLine(people),
    ...engagementLines(people, settings.engagementCap),
    ...(marks.committee
      ? [mark('committee', 'Several people of different standing came', settings.committeePoints)]
      : []),
    ...(marks.priority ? [mark('priority', 'On the priority list', settings.priorityPoints)] : []),
  ].filter(({ points }) => points !== 0)
  return { score: lines.reduce((sum, { points }) => sum + points, 0), lines }
}

function fitLine(people: readonly OwnPoints[]): AccountLine[] {
  const [best] = people.toSorted((a, b) => b.fit - a.fit || (a.id < b.id ? -1 : 1))
  return best ? [{ kind: 'fit', reason: `Best fit: ${best.who}`, points: Math.round(best.fit), lead: best.id }] : []
}

/** The most engaged first, until the cap is used up. */
function engagementLines(people: readonly OwnPoints[], cap: number): AccountLine[] {
  let left = cap
  const engaged = people.filter(({ engagement }) => Math.round(engagement) !== 0)
  return engaged
    .toSorted((a, b) => b.engagement - a.engagement || (a.id < b.id ? -1 : 1))
    .map(({ id, who, engagement }): AccountLine => {
      const own = Math.round(engagement)
      const points = Math.min(own, Math.max(0, left))
      left -= points
      const reason = points < own ? `Engagement of ${who}: ${own}, up to the limit of ${cap}` : `Engagement of ${who}`
      return { kind: 'engagement', reason, points, lead: id }
    })
}

function mark(kind: 'committee' | 'priority', reason: string, points: number): AccountLine {
  return { kind, reason, points, lead: null }
}
