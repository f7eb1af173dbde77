import type { Routing } from '../routing/routing-config.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Whom leads can be given to. */
export interface LeadTakers {
  readonly people: readonly Named[]
  readonly teams: readonly Named[]
}

/** People and teams of all these routings, each id once. */
export function leadTakers(routings: readonly Routing[]): LeadTakers {
  return {
    people: once(routings.flatMap(({ people }) => people)),
    teams: once(routings.flatMap(({ teams }) => teams)),
  }
}

function once(all: readonly Named[]): Named[] {
  return [...new Map(all.map(({ id, name }) => [id, { id, name }])).values()]
}
