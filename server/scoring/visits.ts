import { BEHAVIOR_TYPES, type BehaviorFact, CONVERSATION_TYPES, TOLD } from './behavior.ts'

/** Half an hour without an act ends a visit, as web analytics count visits. */
export const VISIT_GAP = 30 * 60_000

const ON_SITE: ReadonlySet<string> = new Set(BEHAVIOR_TYPES)
const CONVERSATION: ReadonlySet<string> = new Set(CONVERSATION_TYPES)

/** Acts on the site: a mail opened, a webinar attended or a meeting that the CRM tells of is no visit. */
export function onSite(events: readonly BehaviorFact[]): BehaviorFact[] {
  return events.filter(
    ({ id, type, content }) =>
      ON_SITE.has(type) || content !== undefined || (CONVERSATION.has(type) && !id.startsWith(TOLD)),
  )
}

/** In how many visits of the site these acts were done; `events` are all there are, oldest first. */
export function visitsWith(matched: readonly BehaviorFact[], events: readonly BehaviorFact[]): number {
  const wanted = new Set(matched)
  const visits = new Set<number>()
  let visit = 0
  let before: number | undefined
  for (const event of onSite(events)) {
    if (before !== undefined && event.at - before >= VISIT_GAP) visit += 1
    before = event.at
    if (wanted.has(event)) visits.add(visit)
  }
  return visits.size
}
