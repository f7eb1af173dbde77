import type { Condition } from '#flows/condition.ts'
import type { ScoreModel } from './score-model.ts'
import { planOf } from './score-plan.ts'

/** A condition with the profiles, personas and flags it names replaced by what they stand for; names within those stay. */
export function spellOut(condition: Condition, model: ScoreModel): Condition {
  const named = new Map(planOf(model).derived.map(({ name, when }) => [name, when]))
  return named.size === 0 ? condition : replaced(condition, named)
}

function replaced(condition: Condition, named: ReadonlyMap<string, Condition>): Condition {
  if ('all' in condition) return { all: condition.all.map(part => replaced(part, named)) }
  if ('any' in condition) return { any: condition.any.map(part => replaced(part, named)) }
  if ('not' in condition) return { not: replaced(condition.not, named) }
  const meant = named.get(condition.fact)
  if (!meant) return condition
  // Such a fact is true or not there at all.
  if ('unknown' in condition) return { not: meant }
  return 'known' in condition || ('is' in condition && condition.is === true) ? meant : condition
}
