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
 * gives it to nobody, it goes as by a rule that ends in `sales` and gives to somebody: one that holds, else the last of
 * them, else as the fallback says. Total; same input, same decision.
 */
export function routeLater({ mustSell, without, ...input }: RouteLaterInput): Routed {
  const routing = without === undefined ? input.routing : withoutPerson(input.routing, without)
  const first = routeLead({ ...input, routing })
  if (first.owner || !mustSell) return first
  const spare = spareOf({ ...input, routing })
  if (!spare) return first
  const second = routeLead({ ...input, routing: spare })
  if (!second.owner) return first
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

/** The routing with the one rule that takes what goes to sales. */
function spareOf({ routing, facts }: Pick<RouteInput, 'routing' | 'facts'>): Routing | null {
  const selling = routing.rules.filter(({ outcome, assign }) => outcome === 'sales' && assign !== undefined)
  const rule = selling.find(({ when }) => holds(when, facts)) ?? selling.at(-1)
  if (rule) return { ...routing, rules: [{ ...rule, when: ALWAYS }] }
  const { assign } = routing.fallback
  return assign ? { ...routing, rules: [], fallback: { outcome: 'sales', assign } } : null
}
