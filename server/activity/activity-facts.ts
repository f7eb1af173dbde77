import type { Kysely } from 'kysely'
import type { Fact } from '#flows/condition.ts'
import { saveLeadFacts } from '../leads/lead-facts.ts'
import { findEventType } from '../scoring/event-types.ts'
import { settledBy } from '../scoring/settled-by.ts'
import type { Database } from '../store/schema.ts'
import { readTold } from './read-told.ts'

/** As much of an event as settles a fact. */
export interface SettlingEvent {
  readonly id: string
  readonly type: string
  readonly properties: Readonly<Record<string, Fact>>
  readonly at: number
}

interface SettledFact {
  readonly fact: string
  readonly value: Fact
  readonly source: 'crm' | 'api'
  readonly at: number
}

/** What events settle about a lead, by the catalogue: of each fact the newest word, whatever the order given. Pure. */
export function settledFacts(events: readonly SettlingEvent[]): SettledFact[] {
  const oldestFirst = [...events].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const settled = new Map<string, SettledFact>()
  for (const { type, properties, at } of oldestFirst) {
    const source = findEventType(type)?.group === 'crm' ? 'crm' : 'api'
    for (const [fact, said] of settledBy({ type, properties, at })) {
      const { value } = readTold(fact, said)
      if (value !== null) settled.set(fact, { fact, value, source, at })
    }
  }
  return [...settled.values()]
}

/** Keeps what events settle about a lead, inside the unit that stores them. Says whether there was anything. */
export async function settleFacts(
  trx: Kysely<Database>,
  lead: { readonly workspaceId: string; readonly leadId: string; readonly actor: string },
  events: readonly SettlingEvent[],
): Promise<boolean> {
  const settled = settledFacts(events)
  for (const { fact, value, source, at } of settled) {
    await saveLeadFacts(trx, { ...lead, source, at, facts: { [fact]: value } })
  }
  return settled.length > 0
}
