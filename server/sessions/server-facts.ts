import type { Facts } from '#flows/condition.ts'
import type { StoredContext, Visit } from './visit.ts'

/**
 * What the server itself saw of a visit: `browser` and `os` by family, `visit.country` by the proxy in front. For score, routing and segments only: the visitor's
 * side does not know them, so no step of a conversation may depend on them.
 */
export function serverFacts({ agent, country }: Pick<StoredContext, 'agent' | 'country'>): Facts {
  return { ...(agent && { browser: agent.browser, os: agent.os }), ...(country && { 'visit.country': country }) }
}

/** All that a visit tells: what was answered, where and how, and what the server saw of it. */
export function visitFacts({ played, context }: Pick<Visit, 'played' | 'context'>): Facts {
  return { ...played.facts, ...serverFacts(context) }
}
