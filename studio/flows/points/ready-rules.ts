import type { EngagementRule, ScoreModel } from '#server/http/api-type.ts'
import { freeId } from '../edit/slugs.ts'

/** A rule that is good as it is, but for its id. */
type Ready = EngagementRule extends infer Rule ? (Rule extends unknown ? Omit<Rule, 'id'> : never) : never

/** Whole lines to begin with: what most teams add to a preset first. */
export const READY_RULES: readonly { readonly label: string; readonly rule: Ready }[] = [
  {
    label: 'Active lately: 5 in a day, 3 in a week',
    rule: {
      kind: 'recency',
      steps: [
        { days: 1, points: 5 },
        { days: 7, points: 3 },
        { days: 30, points: 1 },
      ],
      reason: 'Active lately',
    },
  },
  {
    label: 'Five pages in a day: 6',
    rule: {
      kind: 'velocity',
      event: 'page_viewed',
      atLeast: 5,
      steps: [
        { withinDays: 1, points: 6 },
        { withinDays: 7, points: 3 },
      ],
      reason: 'Looked at five pages at a stretch',
    },
  },
  {
    label: 'Read pricing for half a minute: 4',
    rule: {
      kind: 'event',
      event: 'page_viewed',
      path: '*/pricing*',
      minSeconds: 30,
      points: 4,
      times: 'once',
      reason: 'Read pricing for half a minute',
    },
  },
  {
    label: 'Three visits: 5',
    rule: { kind: 'count', event: 'page_viewed', of: 'visits', atLeast: 3, points: 5, reason: 'Came three times' },
  },
  {
    label: 'Booked a meeting: 10',
    rule: { kind: 'event', event: 'meeting_booked', points: 10, times: 'once', reason: 'Booked a meeting' },
  },
]

/** The model with one of them at the end of its rules about acts. */
export function addReadyRule(model: ScoreModel, ready: Ready): ScoreModel {
  const { engagement, fit, disqualify } = model
  const taken = [...fit, ...engagement.rules, ...disqualify].map(({ id }) => id)
  const rule = { ...ready, id: freeId(ready.kind, taken) } as EngagementRule // as: a spread forgets which of them it is
  return { ...model, engagement: { ...engagement, rules: [...engagement.rules, rule] } }
}
