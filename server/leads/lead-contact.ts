import { hash } from 'node:crypto'
import type { Facts } from '#flows/condition.ts'
import type { Field, PublicFlow } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import type { Visit } from '../sessions/visit.ts'
import type { CardConsent } from './lead-card-type.ts'
import { seenFlow } from './seen-flow.ts'

/** Who a visitor said to be. Texts are as given; the e-mail address is in lower case. */
export interface Contact {
  readonly email: string
  readonly domain: string
  /** A free-mail address says nothing about a company. */
  readonly freeMail: boolean
  readonly name: string | null
  readonly company: string | null
  readonly phone: string | null
}

/** Reads the contact from answers on the path; null without an e-mail address. */
export function contactOf(flow: PublicFlow, facts: Facts): Contact | null {
  const found = (wanted: (field: Field) => boolean) => {
    const id = Object.keys(flow.fields).find(id => {
      const field = flow.fields[id]
      return field !== undefined && wanted(field) && typeof facts[id] === 'string'
    })
    return id === undefined ? null : { id, value: String(facts[id]) }
  }
  const about = (what: string) => found(field => field.kind === 'text' && field.about === what)?.value ?? null
  const email = found(field => field.kind === 'email')
  if (!email) return null
  const address = email.value.toLowerCase()
  return {
    email: address,
    domain: address.slice(address.lastIndexOf('@') + 1),
    freeMail: facts[`${email.id}.free`] === true,
    name: about('name'),
    company: about('company'),
    phone: found(field => field.kind === 'phone')?.value ?? null,
  }
}

/** The consent for contact on the path, with the exact words the visitor agreed to; null when it was not given. */
export function contactConsentOf(visit: Visit, at: number): CardConsent | null {
  const { played, context, release } = visit
  const flow = seenFlow(visit.flow, context.variants)
  for (const [id, field] of Object.entries(flow.fields)) {
    if (field.kind !== 'consent' || field.purpose !== 'contact' || played.facts[id] !== true) continue
    const { facts, answers } = played
    const text = fill(field.text, sayable(flow, { facts, answers }))
    const textHash = hash('sha256', text)
    return { purpose: 'contact', text, textHash, locale: flow.locale, at, release: release.id }
  }
  return null
}
