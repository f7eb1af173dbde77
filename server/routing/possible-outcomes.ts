import { holdsMaybe, type MaybeFacts } from '../scoring/maybe.ts'
import type { Routing } from './routing-config.ts'

/** Every outcome that the routing may still come to, for facts that are known in part. */
export function possibleOutcomes(routing: Pick<Routing, 'rules' | 'fallback'>, facts: MaybeFacts): ReadonlySet<string> {
  const outcomes = new Set<string>()
  for (const { when, outcome } of routing.rules) {
    const held = holdsMaybe(when, facts)
    if (held !== false) outcomes.add(outcome)
    if (held) return outcomes
  }
  return outcomes.add(routing.fallback.outcome)
}
