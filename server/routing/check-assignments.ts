import { FALLBACK, type Routing, type Team } from './routing-config.ts'
import { type Branch, branchesOf, error, type RoutingFinding } from './routing-finding.ts'

/** Ids given twice, people and teams that do not exist, and teams in which nobody takes leads. */
export function checkAssignments(routing: Routing): RoutingFinding[] {
  return [
    ...repeatedIds(routing.people, '/people'),
    ...repeatedIds(routing.teams, '/teams'),
    ...repeatedIds(routing.rules, '/rules', [FALLBACK]),
    ...routing.teams.flatMap((team, index) => checkMembers(routing, team, `/teams/${index}/members`)),
    ...branchesOf(routing).flatMap(branch => checkAssignment(routing, branch)),
  ]
}

function repeatedIds(
  list: readonly { readonly id: string }[],
  pointer: string,
  taken: string[] = [],
): RoutingFinding[] {
  const ids = [...taken, ...list.map(one => one.id)]
  return list.flatMap(({ id }, index) =>
    ids.indexOf(id) < index + taken.length
      ? [error('duplicate_id', `${pointer}/${index}/id`, `The id “${id}” is taken. Each needs its own.`)]
      : [],
  )
}

function checkMembers({ people }: Routing, team: Team, pointer: string): RoutingFinding[] {
  const ids = team.members.map(member => member.person)
  return ids.flatMap((id, index) => {
    const at = `${pointer}/${index}/person`
    if (!people.some(person => person.id === id)) {
      return [error('unknown_person', at, `Team ${team.name} names “${id}”, who is not among the people.`)]
    }
    return ids.indexOf(id) < index ? [error('duplicate_id', at, `Team ${team.name} names “${id}” twice.`)] : []
  })
}

function checkAssignment({ people, teams }: Routing, { name, pointer, assign }: Branch): RoutingFinding[] {
  if (!assign) return []
  if ('person' in assign) {
    if (people.some(person => person.id === assign.person)) return []
    const message = `“${name}” gives leads to “${assign.person}”, who is not among the people.`
    return [error('unknown_person', `${pointer}/assign/person`, message)]
  }
  const team = teams.find(one => one.id === assign.team)
  if (!team) {
    const message = `“${name}” gives leads to the team “${assign.team}”, which does not exist.`
    return [error('unknown_team', `${pointer}/assign/team`, message)]
  }
  if (team.members.some(member => member.weight > 0)) return []
  const message = `“${name}” gives leads to team ${team.name}, where nobody takes any.`
  return [error('empty_team', `${pointer}/assign/team`, message)]
}
