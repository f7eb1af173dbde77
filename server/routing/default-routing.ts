import type { Person, Routing } from './routing-config.ts'

/**
 * A sensible start for a new workspace: companies of the priority list to its owner within a quarter of an hour, hot leads within
 * an hour, warm ones nurtured, cold ones to the trial.
 */
export function defaultRouting({ owner }: { readonly owner: Person }): Routing {
  return {
    format: 1,
    people: [owner],
    teams: [],
    rules: [
      {
        id: 'priority',
        name: 'Priority list',
        when: {
          all: [
            { fact: 'account.priority', is: true },
            { fact: 'disqualified', unknown: true },
          ],
        },
        outcome: 'sales',
        assign: { person: owner.id },
        slaMinutes: 15,
      },
      {
        id: 'customer',
        name: 'Customers go to support',
        when: { fact: 'disqualified', is: 'customer' },
        outcome: 'support',
      },
      {
        id: 'student',
        name: 'Students get the guide',
        when: { fact: 'disqualified', is: 'student' },
        outcome: 'guide',
      },
      {
        id: 'disqualified',
        name: 'Everyone else who is disqualified leaves kindly',
        when: { fact: 'disqualified', known: true },
        outcome: 'exit',
      },
      {
        id: 'hot',
        name: 'Hot leads to sales',
        when: { fact: 'temperature', is: 'hot' },
        outcome: 'sales',
        assign: { person: owner.id },
        slaMinutes: 60,
      },
      { id: 'warm', name: 'Warm leads to marketing', when: { fact: 'temperature', is: 'warm' }, outcome: 'nurture' },
      { id: 'cold', name: 'Cold leads to the trial', when: { fact: 'temperature', is: 'cold' }, outcome: 'trial' },
    ],
    fallback: { outcome: 'trial' },
  }
}
