/** One lead for the question where the threshold should be. */
export interface ScoredLead {
  readonly score: number
  /** Null = too young to know. */
  readonly good: boolean | null
  /** Captured within the weeks that the number of leads a week is counted over. */
  readonly recent: boolean
}

/** If leads went to sales from this score on. */
export interface ThresholdLine {
  readonly score: number
  readonly perWeek: number
  /** Of the decided leads from here on, how many there are and how many were good. */
  readonly decided: number
  readonly good: number
  /** Of all good leads, the share from here on; null without good leads. */
  readonly caught: number | null
}

/** A line for every score there is, the lowest first. */
export function thresholdLines(leads: readonly ScoredLead[], weeks: number): ThresholdLine[] {
  const allGood = leads.filter(lead => lead.good).length
  const scores = [...new Set(leads.map(lead => lead.score))].sort((a, b) => a - b)
  const byScore = Map.groupBy(leads, lead => lead.score)
  let [recent, decided, good] = [0, 0, 0]
  const lines = scores.toReversed().map((score): ThresholdLine => {
    for (const lead of byScore.get(score) ?? []) {
      recent += Number(lead.recent)
      decided += Number(lead.good !== null)
      good += Number(lead.good === true)
    }
    return { score, perWeek: recent / Math.max(1, weeks), decided, good, caught: allGood > 0 ? good / allGood : null }
  })
  return lines.reverse()
}
