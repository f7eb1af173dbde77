import type { Flow } from '#flows/flow.ts'
import type { ScoreModel } from '#server/http/api-type.ts'
import { STAGES } from '../../words.ts'
import { type FactInfo, factsFor, grouped } from '../conditions/fact-catalog.ts'
import { scoreFacts } from '../points/score-facts.ts'

/** All that a routing rule may ask: what the score comes to, and everything that the score itself may read. */
export function routingFacts(flow: Pick<Flow, 'fields'>, model: ScoreModel): FactInfo[] {
  const own = [...grouped('The score', [stage(), disqualified(model)]), ...factsFor(flow, 'routing')]
  const facts = new Map<string, FactInfo>()
  for (const info of [...own, ...scoreFacts(flow, model)]) if (!facts.has(info.fact)) facts.set(info.fact, info)
  return [...Map.groupBy(facts.values(), ({ group }) => group).values()].flat()
}

function stage(): FactInfo {
  const options = Object.entries(STAGES).map(([id, label]) => ({ id, label }))
  return { fact: 'stage', label: 'Stage', type: 'option', options }
}

/** By which rule of the score, in its own words. */
function disqualified({ disqualify }: Pick<ScoreModel, 'disqualify'>): FactInfo {
  const options = disqualify.map(({ id, reason }) => ({ id, label: reason }))
  return { fact: 'disqualified', label: 'Disqualified', type: 'option', options }
}
