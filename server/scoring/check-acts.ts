import { canonicalCondition } from './canonical-condition.ts'
import { findEventType } from './event-types.ts'
import { type ScoreModelFinding, warning } from './finding.ts'
import { nearestEventTypes } from './nearest-event-types.ts'
import type { EventFilter } from './rules/event-filter.ts'
import type { EngagementRule, ScoreModel } from './score-model.ts'

/** What is odd in each rule about acts by itself: acts that the catalogue does not know, acts done and not done at once. */
export function checkActs({ engagement: { rules } }: ScoreModel): ScoreModelFinding[] {
  return rules.flatMap((rule, index) => checkAct(rule, `/engagement/rules/${index}`))
}

function checkAct(rule: EngagementRule, pointer: string): ScoreModelFinding[] {
  const isBoth =
    rule.kind === 'absence' && [rule.without, ...(rule.orWithout ?? [])].some(undone => covers(undone, rule.seen))
  const contradiction = isBoth
    ? [warning('never_holds', pointer, `“${rule.reason}” never counts: they must have done it and not done it.`)]
    : []
  return [...contradiction, ...eventsOf(rule, pointer).flatMap(({ event, at }) => checkEvent(event, at, rule))]
}

function checkEvent(event: string, pointer: string, { reason }: EngagementRule): ScoreModelFinding[] {
  if (findEventType(event)) return []
  const [likely] = nearestEventTypes(event)
  const hint = likely ? ` Did you mean “${likely}”?` : ' That is fine for one of your own.'
  const message = `“${reason}” looks for “${event}”, which the catalogue of acts does not know.${hint}`
  return [warning('unknown_event', pointer, message)]
}

function eventsOf(rule: EngagementRule, pointer: string): { event: string; at: string }[] {
  switch (rule.kind) {
    case 'event':
    case 'count':
      return [{ event: rule.event, at: `${pointer}/event` }]
    case 'recency':
    case 'velocity':
      return rule.event === undefined ? [] : [{ event: rule.event, at: `${pointer}/event` }]
    case 'sequence':
      return rule.steps.map(({ event }, index) => ({ event, at: `${pointer}/steps/${index}/event` }))
    case 'absence':
      return [
        { event: rule.seen.event, at: `${pointer}/seen/event` },
        { event: rule.without.event, at: `${pointer}/without/event` },
        ...(rule.orWithout ?? []).map(({ event }, index) => ({ event, at: `${pointer}/orWithout/${index}/event` })),
      ]
    default:
      return []
  }
}

/** Whether each act that one filter lets pass is let pass by a wider one too. */
function covers(wider: EventFilter, { event, path, name, file, where, ...stay }: EventFilter): boolean {
  return (
    wider.event === event &&
    (wider.path === undefined || wider.path === path) &&
    (wider.name === undefined || wider.name === name) &&
    (wider.file === undefined || wider.file === file) &&
    (wider.minSeconds ?? 0) <= (stay.minSeconds ?? 0) &&
    (wider.minScrolled ?? 0) <= (stay.minScrolled ?? 0) &&
    (wider.where === undefined ||
      (where !== undefined && canonicalCondition(wider.where) === canonicalCondition(where)))
  )
}
