import type { BehaviorFact } from './behavior.ts'
import { actInWords, exampleAct } from './example-act.ts'
import type { Possible } from './possible.ts'
import { type CountRule, countOf } from './rules/count.ts'
import { type EventFilter, fits } from './rules/event-filter.ts'
import type { EngagementRule } from './score-model.ts'
import type { Supposing } from './suppose.ts'

/** Acts that make up for one rule at most: nobody looks at a page fifty times because a card says so. */
const MOST_ACTS = 10
const DAY = 86_400_000

/**
 * What a lead may do now so that a rule gives or takes other points, the easiest first: one act more, as many as are missing of
 * a number, the steps left of an order, what was left undone, any sign of life. Nothing for rules that no act of the lead
 * decides.
 */
export function possibleActs(rule: EngagementRule, { past, asIs }: Supposing, at: number): Possible[] {
  const isCosting = asIs.folded.lines.some(({ ruleId, counted }) => ruleId === rule.id && counted < 0)
  const acts = (filters: readonly EventFilter[], more: Partial<Possible> = {}) =>
    toPossible(rule, filters, { at, more })
  switch (rule.kind) {
    case 'event':
    case 'recency':
      return acts([rule])
    case 'return':
      return acts([{}])
    case 'count':
      return countActs(rule, past, at)
    case 'velocity': {
      const matched = matching(rule, past)
      const needed = rule.steps.map(({ withinDays }) =>
        missing(
          rule.atLeast,
          matched.filter(act => act.at >= at - withinDays * DAY),
        ),
      )
      return [...new Set(needed)].sort((a, b) => a - b).flatMap(number => acts(times(rule, number)))
    }
    case 'sequence':
      return rule.steps.flatMap((_step, index) => acts(rule.steps.slice(-1 - index), { what: 'steps' }))
    case 'absence': {
      if (!isCosting) return []
      const undone = [rule.without, ...(rule.orWithout ?? [])]
      return undone.flatMap(filter => acts([filter], { what: 'lift', by: actInWords(filter) }))
    }
    case 'idle':
      return isCosting ? acts([{}], { what: 'lift' }) : []
    case 'colleague':
      return []
  }
}

/** Different pages are done one each; of visits one more at most can be made now. */
function countActs(rule: CountRule, past: readonly BehaviorFact[], at: number): Possible[] {
  const matched = matching(rule, past)
  const number = Math.max(1, rule.atLeast - countOf(rule, matched, past))
  if (rule.of === 'visits' && number > 1) return []
  return toPossible(rule, times(rule, number), { at, more: {}, apart: rule.of === 'pages' })
}

function matching(filter: EventFilter, past: readonly BehaviorFact[]): BehaviorFact[] {
  return past.filter(act => fits(filter, act))
}

/** One at least: what is enough already gets fresh by one more. */
function missing(atLeast: number, done: readonly BehaviorFact[]): number {
  return Math.max(1, atLeast - done.length)
}

function times(filter: EventFilter, number: number): EventFilter[] {
  return Array.from({ length: Math.min(number, MOST_ACTS + 1) }, () => filter)
}

interface Acting {
  /** Each on a page of its own. */
  readonly apart?: boolean
  readonly at: number
  readonly more: Partial<Possible>
}

function toPossible(
  { id, reason }: EngagementRule,
  filters: readonly EventFilter[],
  { at, more, apart }: Acting,
): Possible[] {
  // Their ids sort in the order they are done in.
  const acts = filters.flatMap(
    (filter, index) =>
      exampleAct(filter, { id: `\u{10ffff}${index}`, at, ...(apart === true && { page: `another-${index + 1}` }) }) ??
      [],
  )
  if (acts.length < filters.length || acts.length > MOST_ACTS) return []
  return [{ what: 'act', id, reason, open: false, acts: acts.length, by: null, supposed: { acts }, ...more }]
}
