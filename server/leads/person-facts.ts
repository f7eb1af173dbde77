import type { Fact, Facts } from '#flows/condition.ts'
import { visitFacts } from '../sessions/server-facts.ts'
import type { Visit } from '../sessions/visit.ts'
import { type Contact, contactOf } from './lead-contact.ts'
import { mergeFacts } from './merge-facts.ts'

export interface PersonFacts {
  /** The address the person is written to, and the newest they said of themselves; null when no visit has an address. */
  readonly contact: Contact | null
  readonly facts: Facts
}

/**
 * What the conversations of one person come to, oldest first. Of several addresses the newest business address counts, else
 * the newest: who also writes from a private mailbox still belongs to the company. The same for any order of merging.
 */
export function personFacts(visits: readonly Visit[]): PersonFacts {
  const contacts = visits.flatMap(visit => {
    const contact = contactOf(visit.release.flow, visit.played.facts)
    return contact ? [{ visit, contact }] : []
  })
  const facts = mergeFacts(visits.map(visit => ({ flow: visit.flow, facts: visitFacts(visit) })))
  const main = contacts.findLast(({ contact }) => !contact.freeMail) ?? contacts.at(-1)
  if (!main) return { contact: null, facts }
  const newest = (of: 'name' | 'company' | 'phone') =>
    contacts.findLast(({ contact }) => contact[of] !== null)?.contact[of] ?? null
  const contact = { ...main.contact, name: newest('name'), company: newest('company'), phone: newest('phone') }
  return { contact, facts: { ...withAddressOf(main.visit, contacts, facts), 'email.domain': main.contact.domain } }
}

/** Facts about addresses are those of the one that counts. */
function withAddressOf(main: Visit, contacts: readonly { readonly visit: Visit }[], facts: Facts): Facts {
  if (contacts.at(-1)?.visit === main) return facts
  const kept = new Map<string, Fact | undefined>(Object.entries(facts))
  for (const { visit } of contacts) {
    for (const name of addressFacts(visit, Object.fromEntries(kept))) kept.delete(name)
  }
  for (const name of addressFacts(main, main.played.facts)) kept.set(name, main.played.facts[name])
  return Object.fromEntries(kept)
}

function addressFacts({ flow }: Visit, facts: Facts): string[] {
  const fields = Object.keys(flow.fields).filter(id => flow.fields[id]?.kind === 'email')
  return Object.keys(facts).filter(name => fields.includes(name.split('.', 1)[0] ?? name))
}
