import type { Assignment, Person, Routing, RoutingRule, Team } from '#server/http/api-type.ts'
import { freeId, slugOf } from './slugs.ts'

/** Settings to replace; undefined takes one out. */
type Change<T> = { readonly [K in keyof Omit<T, 'id'>]?: T[K] | undefined }

/** A routing after an edit, and in words what else had to change with it. */
interface EditedRouting {
  readonly routing: Routing
  readonly notes: readonly string[]
}

export function addPerson(routing: Routing, { name, email }: Pick<Person, 'name' | 'email'>): Routing {
  const id = freeId(
    slugOf(name, 'person'),
    routing.people.map(person => person.id),
  )
  return { ...routing, people: [...routing.people, { id, name, email }] }
}

export function changePerson(routing: Routing, id: string, change: Change<Person>): Routing {
  return { ...routing, people: routing.people.map(one => (one.id === id ? merged(one, change) : one)) }
}

/** Takes a person out of teams too; rules that named them assign nobody any more. */
export function removePerson(routing: Routing, id: string): EditedRouting {
  const teams = routing.teams.map(team => ({ ...team, members: team.members.filter(({ person }) => person !== id) }))
  const people = routing.people.filter(person => person.id !== id)
  return unassign({ ...routing, people, teams }, assign => 'person' in assign && assign.person === id)
}

export function addTeam(routing: Routing, name: string): Routing {
  const id = freeId(
    slugOf(name, 'team'),
    routing.teams.map(team => team.id),
  )
  return { ...routing, teams: [...routing.teams, { id, name, members: [] }] }
}

export function changeTeam(routing: Routing, id: string, change: Partial<Omit<Team, 'id'>>): Routing {
  return { ...routing, teams: routing.teams.map(one => (one.id === id ? { ...one, ...change } : one)) }
}

export function removeTeam(routing: Routing, id: string): EditedRouting {
  const teams = routing.teams.filter(team => team.id !== id)
  return unassign({ ...routing, teams }, assign => 'team' in assign && assign.team === id)
}

/** `weight` null takes the person out of the team. */
export function setMember(routing: Routing, team: string, person: string, weight: number | null): Routing {
  const members = routing.teams.find(({ id }) => id === team)?.members ?? []
  const others = members.filter(member => member.person !== person)
  if (weight === null) return changeTeam(routing, team, { members: others })
  const known = members.some(member => member.person === person)
  const next = members.map(member => (member.person === person ? { ...member, weight } : member))
  return changeTeam(routing, team, { members: known ? next : [...others, { person, weight }] })
}

/** A new rule goes last, just before the fallback. */
export function addRule(routing: Routing): Routing {
  const id = freeId(
    'rule',
    routing.rules.map(rule => rule.id),
  )
  const rule: RoutingRule = { id, name: 'New rule', when: { fact: 'temperature', is: 'hot' }, outcome: 'sales' }
  return { ...routing, rules: [...routing.rules, rule] }
}

export function changeRule(routing: Routing, id: string, change: Change<RoutingRule>): Routing {
  return { ...routing, rules: routing.rules.map(one => (one.id === id ? merged(one, change) : one)) }
}

export function removeRule(routing: Routing, id: string): Routing {
  return { ...routing, rules: routing.rules.filter(rule => rule.id !== id) }
}

/** The first rule that holds decides, so their order matters. */
export function moveRule(routing: Routing, id: string, by: -1 | 1): Routing {
  const from = routing.rules.findIndex(rule => rule.id === id)
  const [moved, neighbour] = [routing.rules[from], routing.rules[from + by]]
  if (!moved || !neighbour) return routing
  const rules = routing.rules.map((rule, index) => (index === from ? neighbour : index === from + by ? moved : rule))
  return { ...routing, rules }
}

export function changeFallback(routing: Routing, change: Partial<Routing['fallback']>): Routing {
  return { ...routing, fallback: merged(routing.fallback, change) }
}

function unassign(routing: Routing, gone: (assign: Assignment) => boolean): EditedRouting {
  const notes: string[] = []
  const rules = routing.rules.map(rule => {
    if (!rule.assign || !gone(rule.assign)) return rule
    notes.push(`The rule “${rule.name}” assigns nobody now`)
    return merged(rule, { assign: undefined })
  })
  const { fallback } = routing
  if (!fallback.assign || !gone(fallback.assign)) return { routing: { ...routing, rules }, notes }
  notes.push('The fallback assigns nobody now')
  return { routing: { ...routing, rules, fallback: { outcome: fallback.outcome } }, notes }
}

/** Undefined takes a setting out. */
function merged<T extends object>(before: T, change: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const entries = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as T // only settings that may be left out are ever passed as undefined
}
