import { holds } from '#flows/condition.ts'
import { type Routed, type RouteInput, routeLead } from './route.ts'
import type { Assignment, Routing } from './routing-config.ts'

export interface RouteLaterInput extends Omit<RouteInput, 'previousOwner'> {
  /** Somebody must get it: it goes to sales, or its owner left. */
  readonly mustSell: boolean
  /** Person id of who must not get it. */
  readonly without?: string | undefined
}

const ALWAYS = { all: [] } as const

/**
 * Decides who gets a lead after its conversation: the same rules. Where somebody must get it and the first rule that holds
 * gives it to nobody, it goes as by a rule that ends in `sales` and has somebody to give it to: one that holds, else the last of
 * them, which is the widest, else as the fallback says. Total; same input, same decision.
 */
export function routeLater({ mustSell, without, ...input }: RouteLaterInput): Routed {
  const routing = without === undefined ? input.routing : withoutPerson(input.routing, without)
  const first = routeLead({ ...input, routing })
  if (first.owner || !mustSell) return first
  const second = sparesOf({ ...input, routing })
    .map(spare => routeLead({ ...input, routing: spare }))
    .find(({ owner }) => owner !== null)
  if (!second) return first
  const held = first.record.rules.at(-1)?.name ?? ''
  const [taken] = second.record.rules
  const looked = first.record.rules.filter(({ id }) => id !== taken?.id).map(rule => ({ ...rule, held: false }))
  return {
    ...second,
    record: {
      rules: [...looked, ...second.record.rules],
      pool: second.record.pool,
      reason: `“${held}” gives it to nobody, so it goes as by “${taken?.name}”. ${second.record.reason}`,
    },
  }
}

/** A lead that goes to a named person or team, whatever the rules say. Null when there is nobody. */
export function routeTo(
  input: Pick<RouteInput, 'routing' | 'counters' | 'at'> & { readonly assign: Assignment; readonly outcome: string },
): Routed | null {
  const { routing, assign, outcome } = input
  const direct: Routing = { ...routing, rules: [], fallback: { outcome, assign } }
  const routed = routeLead({ ...input, routing: direct, facts: {} })
  if (!routed.owner) return null
  const reason = 'person' in assign ? `${routed.owner.name} was chosen` : routed.record.reason
  return { ...routed, record: { ...routed.record, rules: [], reason } }
}

function withoutPerson(routing: Routing, person: string): Routing {
  return { ...routing, people: routing.people.filter(({ id }) => id !== person) }
}

/** The routing with one rule alone: each that takes what goes to sales, the fittest first. */
function sparesOf({ routing, facts }: Pick<RouteInput, 'routing' | 'facts'>): Routing[] {
  const selling = routing.rules.filter(({ outcome, assign }) => outcome === 'sales' && assign !== undefined)
  const fitting = selling.filter(({ when }) => holds(when, facts))
  const others = selling.filter(rule => !fitting.includes(rule)).toReversed()
  const { assign } = routing.fallback
  // A rule whose own people are gone would hand over to the fallback's, before others were asked.
  const alone = { ...routing, fallback: { outcome: 'sales' } }
  return [
    ...[...fitting, ...others].map(rule => ({ ...alone, rules: [{ ...rule, when: ALWAYS }] })),
    ...(assign ? [{ ...routing, rules: [], fallback: { outcome: 'sales', assign } }] : []),
  ]
}
