import { canonicalCondition } from './canonical-condition.ts'
import { type Conflicting, namesOf, type RuleConflict, sameThing } from './rule-conflict.ts'
import type { EventFilter } from './rules/event-filter.ts'
import type { EngagementRule, ScoreModel } from './score-model.ts'

/**
 * Rules about acts that give points and take them for the same act, count it twice, or take points whatever somebody
 * does. The same act counted another way is none: once for the first time, a little each time.
 */
export function actConflicts({ engagement: { rules } }: ScoreModel): RuleConflict[] {
  const told = rules.map((rule, index) => ({ rule, as: toConflicting(rule, `/engagement/rules/${index}`) }))
  const counting = told.filter(({ as }) => as.points !== 0)
  return [...sameActs(counting), ...eitherWay(counting)]
}

interface Told {
  readonly rule: EngagementRule
  readonly as: Conflicting
}

function toConflicting(rule: EngagementRule, pointer: string): Conflicting {
  const points = 'points' in rule ? rule.points : (rule.steps[0]?.points ?? 0)
  return { rule: rule.id, name: rule.reason, points, pointer }
}

function sameActs(told: readonly Told[]): RuleConflict[] {
  const seen = new Map<string, Conflicting>()
  return told.flatMap(({ rule, as: later }) => {
    const key = keyOf(rule)
    if (key === null) return []
    const earlier = seen.get(key)
    if (!earlier) seen.set(key, later)
    return earlier ? [sameThing('act', later, earlier)] : []
  })
}

/** Taken for doing it, and taken for leaving it. */
function eitherWay(told: readonly Told[]): RuleConflict[] {
  const costly = new Map(
    told.flatMap(({ rule, as }): [string, Conflicting][] =>
      (rule.kind === 'event' || rule.kind === 'count') && rule.points < 0 ? [[filterKey(rule), as]] : [],
    ),
  )
  return told.flatMap(({ rule, as }) => {
    if (rule.kind !== 'absence') return []
    const other = [rule.without, ...(rule.orWithout ?? [])].map(filterKey).find(key => costly.has(key))
    const against = other === undefined ? undefined : costly.get(other)
    if (!against) return []
    const names = namesOf(as, against)
    const message = `${names.later} takes points for leaving what ${names.earlier} takes points for doing: they contradict each other. Keep one of them.`
    return [{ code: 'contradiction' as const, later: as, earlier: against, message }]
  })
}

/** The same for rules that find the same; null where a rule has no equal. */
function keyOf(rule: EngagementRule): string | null {
  switch (rule.kind) {
    case 'event': {
      const isOnce = rule.times === 'once' || (rule.max === 1 && rule.per === undefined)
      return `event ${isOnce ? 'once' : 'each'} ${filterKey(rule)}`
    }
    case 'count':
      return rule.atLeast === 1
        ? `event once ${filterKey(rule)}`
        : `count ${rule.atLeast} ${rule.of ?? 'acts'} ${filterKey(rule)}`
    case 'return':
      return `return ${rule.withinDays}`
    case 'sequence':
      return `sequence ${rule.withinDays} ${rule.steps.map(filterKey).join()}`
    case 'recency':
      return `recency ${filterKey(rule)}`
    case 'velocity':
      return `velocity ${rule.atLeast} ${filterKey(rule)}`
    case 'absence': {
      const undone = [rule.without, ...(rule.orWithout ?? [])].map(filterKey).sort()
      return `absence ${rule.days} ${filterKey(rule.seen)} ${undone.join()}`
    }
    case 'idle':
      return `idle ${rule.days}`
    case 'colleague':
      // Compared with what fit says of the company.
      return null
  }
}

function filterKey({ event, path, name, file, where, minSeconds, minScrolled }: EventFilter): string {
  return JSON.stringify([event, path, name, file, where && canonicalCondition(where), minSeconds, minScrolled])
}
