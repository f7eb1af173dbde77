import { type Condition, factsRead } from '#flows/condition.ts'
import type { Assignment, Person, Routing } from './routing-config.ts'

export type RoutingFindingCode =
  | 'duplicate_id'
  | 'unknown_person'
  | 'unknown_team'
  | 'empty_team'
  | 'rule_unreachable'
  | 'outcome_unhandled'
  | 'nobody_assigned'
  | 'booking_link_missing'

export interface RoutingFinding {
  readonly severity: 'error' | 'warning'
  readonly code: RoutingFindingCode
  /** RFC 6901, from the routing. */
  readonly pointer: string
  /** In plain words. */
  readonly message: string
}

/** Where a lead can leave the routing: a rule, or the fallback. */
export interface Branch {
  readonly name: string
  readonly pointer: string
  readonly outcome: string
  readonly assign: Assignment | undefined
  readonly slaMinutes: number | undefined
  /** Looks at whether the lead has an owner, who then keeps it. */
  readonly ownersOnly: boolean
}

export function branchesOf({ rules, fallback }: Routing): Branch[] {
  const fromRules = rules.map(({ name, outcome, assign, slaMinutes, when }, index) => {
    return { name, pointer: `/rules/${index}`, outcome, assign, slaMinutes, ownersOnly: readsOwner(when) }
  })
  const { outcome, assign } = fallback
  const last = {
    name: 'Everyone else',
    pointer: '/fallback',
    outcome,
    assign,
    slaMinutes: undefined,
    ownersOnly: false,
  }
  return [...fromRules, last]
}

/** Everyone an assignment can give a lead to. */
export function takersOf({ people, teams }: Routing, assign: Assignment): Person[] {
  if ('person' in assign) return people.filter(person => person.id === assign.person)
  const members = teams.find(team => team.id === assign.team)?.members.filter(member => member.weight > 0) ?? []
  return people.filter(person => members.some(member => member.person === person.id))
}

export function error(code: RoutingFindingCode, pointer: string, message: string): RoutingFinding {
  return { severity: 'error', code, pointer, message }
}

export function warning(code: RoutingFindingCode, pointer: string, message: string): RoutingFinding {
  return { severity: 'warning', code, pointer, message }
}

function readsOwner(condition: Condition): boolean {
  return factsRead(condition).includes('owner.known')
}
