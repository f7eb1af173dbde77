import type { Counter } from '#server/routing/round-robin.ts'
import type { Person, Routing } from '#server/routing/routing-config.ts'

export function person(id: string, given: Partial<Person> = {}): Person {
  return { id, name: id, email: `${id}@sales.example`, bookingUrl: `https://calendar.sales.example/${id}`, ...given }
}

/** A routing in which every lead goes to one team: weights by person. */
export function teamRouting(weights: Readonly<Record<string, number>>): Routing {
  const members = Object.entries(weights).map(([id, weight]) => ({ person: id, weight }))
  return {
    format: 1,
    people: Object.keys(weights).map(id => person(id)),
    teams: [{ id: 'team', name: 'Team', members }],
    rules: [],
    fallback: { outcome: 'sales', assign: { team: 'team' } },
  }
}

export function counter(personId: string, assigned: number, lastAt = 0): Counter {
  return { teamId: 'team', personId, assigned, lastAt }
}
