import type { Flow } from '#flows/flow.ts'
import { checkAssignments } from './check-assignments.ts'
import { checkReachable } from './check-reachable.ts'
import type { Routing } from './routing-config.ts'
import { branchesOf, type RoutingFinding, takersOf, warning } from './routing-finding.ts'

/**
 * What is wrong or odd in a routing, given the flow it is released with and the addresses (lower case) of those who take
 * meetings in Parley's own calendar. An error stops publishing.
 */
export function checkRouting(
  routing: Routing,
  flow?: Pick<Flow, 'steps'>,
  calendars: ReadonlySet<string> = new Set(),
): RoutingFinding[] {
  return [
    ...checkAssignments(routing),
    ...checkReachable(routing),
    ...(flow ? checkOutcomes(routing, flow) : []),
    ...checkPromises(routing),
    ...(flow && !flow.steps.some(step => step.kind === 'book') ? [] : checkBookingLinks(routing, calendars)),
  ]
}

function checkOutcomes(routing: Routing, { steps }: Pick<Flow, 'steps'>): RoutingFinding[] {
  const decides = steps.filter(step => step.kind === 'decide')
  return branchesOf(routing).flatMap(({ name, pointer, outcome }) =>
    decides
      .filter(step => !Object.hasOwn(step.outcomes, outcome))
      .map(step => {
        const message = `“${name}” ends in “${outcome}”, which the step “${step.id}” does not know: visitors go to its fallback.`
        return warning('outcome_unhandled', `${pointer}/outcome`, message)
      }),
  )
}

function checkPromises(routing: Routing): RoutingFinding[] {
  return branchesOf(routing)
    .filter(({ outcome, slaMinutes }) => outcome === 'sales' || slaMinutes !== undefined)
    .filter(({ assign, ownersOnly }) => !assign && !ownersOnly)
    .map(({ name, pointer }) => {
      return warning('nobody_assigned', pointer, `“${name}” promises an answer, but gives the lead to nobody.`)
    })
}

function checkBookingLinks(routing: Routing, calendars: ReadonlySet<string>): RoutingFinding[] {
  const selling = branchesOf(routing).filter(({ outcome }) => outcome === 'sales')
  const takers = new Set(selling.flatMap(({ assign }) => (assign ? takersOf(routing, assign) : [])))
  return [...takers]
    .filter(({ bookingUrl, email }) => bookingUrl === undefined && !calendars.has(email.toLowerCase()))
    .map(person => {
      const message = `${person.name} may get leads who want to talk, but neither a booking link nor a calendar (Settings, Calendars): they cannot pick a time.`
      return warning('booking_link_missing', `/people/${routing.people.indexOf(person)}`, message)
    })
}
