import type { Flow } from '#flows/flow.ts'
import type { EngagementRule, FitRule } from '../score-model.ts'
import { absence } from './absence.ts'
import { account } from './account.ts'
import { colleague } from './colleague.ts'
import { context } from './context.ts'
import { count } from './count.ts'
import { crm } from './crm.ts'
import type { Find, RuleKind, Seen } from './define-rule.ts'
import { event } from './event.ts'
import { idle } from './idle.ts'
import { options } from './options.ts'
import { recency } from './recency.ts'
import { returnVisit } from './return.ts'
import { sequence } from './sequence.ts'
import { source } from './source.ts'
import { velocity } from './velocity.ts'
import { when } from './when.ts'

/** Every kind of rule about who the lead is. */
export const fitKinds = { options, when, account, source, context, crm }

/** Every kind of rule about what the lead did. */
export const engagementKinds = {
  event,
  count,
  return: returnVisit,
  sequence,
  recency,
  velocity,
  absence,
  colleague,
  idle,
}

type Rule = FitRule | EngagementRule
const kinds = { ...fitKinds, ...engagementKinds }

/** What a rule finds. */
export function findsOf(rule: Rule, seen: Seen): Find[] {
  return kindOf(rule).find(rule, seen)
}

/** The most points a rule can give one lead that a flow with these questions asks. */
export function mostOf(rule: Rule, fields?: Flow['fields']): number {
  return kindOf(rule).most(rule, fields)
}

/** A kind is registered under the `kind` of its rules, which the compiler cannot follow through the union: hence the `as`. */
function kindOf(rule: Rule): RuleKind<Rule> {
  return kinds[rule.kind] as unknown as RuleKind<Rule>
}
