import { hash } from 'node:crypto'
import type { Facts } from '#flows/condition.ts'
import type { Field, PublicFlow } from '#flows/flow.ts'
import { fill, hasPipes, sayable } from '#flows/locale.ts'
import { conversationIn } from '../sessions/conversation.ts'
import { createLruMap } from '../sessions/lru-map.ts'
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
    name: found(field => field.kind === 'name')?.value ?? about('name'),
    company: about('company'),
    phone: found(field => field.kind === 'phone')?.value ?? null,
  }
}

/** Of the words of consents: most visitors agree to the same. */
const hashes = createLruMap<string, string>(200)

/** The consent for contact on the path, with the exact words the visitor agreed to; null when it was not given. */
export function contactConsentOf(visit: Visit, at: number): CardConsent | null {
  const { played, context, release, spoken } = visit
  for (const [id, asked] of Object.entries(visit.flow.fields)) {
    if (asked.kind !== 'consent' || asked.purpose !== 'contact' || played.facts[id] !== true) continue
    const { facts, answers } = played
    // Its words are those of the language it was given in, whatever was spoken later.
    const step = visit.flow.steps.find(one => one.kind === 'ask' && one.field === id && answers.get(one.id) === true)
    const locale = spoken.get(step?.id ?? '') ?? visit.flow.locale
    const then = locale === visit.flow.locale ? visit.flow : conversationIn(release, locale).flow
    const flow = seenFlow(then, context.variants)
    const field = flow.fields[id]
    if (field?.kind !== 'consent') continue
    const text = hasPipes(field.text) ? fill(field.text, sayable(flow, { facts, answers })) : field.text
    const textHash = hashes.get(text) ?? hash('sha256', text)
    hashes.set(text, textHash)
    return { purpose: 'contact', text, textHash, locale: flow.locale, at, release: release.id }
  }
  return null
}
