import { type Fact, type Facts, holds } from '#flows/condition.ts'
import { WEEKDAYS } from './rules/context.ts'
import type { ScoreModel } from './score-model.ts'
import { planOf } from './score-plan.ts'

/** What facts do not say by themselves. */
export interface Circumstances {
  /** When the person first wrote to us. */
  readonly requestedAt: number
  /** Where they came from first. */
  readonly source?: string
  /** Share of the questions answered, in percent; asked for only when the model wants to know. */
  readonly completeness: () => number
}

/**
 * The facts with what the model makes of them: `context.*`, a `flag.<id>` for what cannot well be true together, and the
 * `profile.<id>` and `persona.<id>` that match. Facts of these names that were there before are forgotten. The same
 * object for a model that makes nothing of them.
 */
export function deriveFacts(model: ScoreModel, facts: Facts, circumstances: Circumstances): Facts {
  const plan = planOf(model)
  const isNothingMade = plan.derived.length === 0 && !model.plausibility?.length
  if (isNothingMade && !plan.readsContext && !plan.readsSource) return facts
  const derived: Record<string, Fact | undefined> = withoutDerived(facts)
  if (plan.readsSource && circumstances.source !== undefined) derived.source = circumstances.source
  if (plan.readsContext) Object.assign(derived, contextOf(facts, circumstances))
  for (const { name, when } of plan.derived) if (holds(when, derived)) derived[name] = true
  return derived
}

const DERIVED = /^(flag|profile|persona|context)\./

function withoutDerived(facts: Facts): Record<string, Fact | undefined> {
  const others = { ...facts }
  for (const name of Object.keys(others)) if (DERIVED.test(name)) delete others[name]
  return others
}

function contextOf({ timeZone }: Facts, { requestedAt, completeness }: Circumstances): Facts {
  const zone = typeof timeZone === 'string' ? timeZone : 'UTC'
  const parts = clockOf(zone).formatToParts(requestedAt)
  const read = (type: string) => parts.find(part => part.type === type)?.value
  const weekday = WEEKDAYS.find(day => day === read('weekday')?.toLowerCase())
  return {
    ...(weekday && { 'context.weekday': weekday }),
    'context.hour': Number(read('hour')),
    'context.completeness': completeness(),
  }
}

// Making one costs a hundred times what using it does; there are some four hundred zones.
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const made = makeClock(zone)
  if (clocks.size < 1000) clocks.set(zone, made)
  return made
}

function makeClock(timeZone: string): Intl.DateTimeFormat {
  const parts = { weekday: 'long', hour: '2-digit', hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' }) // a browser may send a zone that this machine does not know
  }
}
