import type { Flow } from '#flows/flow.ts'
import type { ScoreModel } from '#server/http/api-type.ts'
import { type FactInfo, factsFor, grouped } from '../conditions/fact-catalog.ts'
import { slotFacts } from './slot-facts.ts'

/** Facts that a score may read: of the flow, of the company, of the CRM, and what the model itself names. */
export function scoreFacts(
  flow: Pick<Flow, 'fields'>,
  model: Pick<ScoreModel, 'profiles' | 'personas' | 'plausibility'>,
): FactInfo[] {
  return [
    ...factsFor(flow, 'score'),
    ...grouped('Company and CRM', ELSEWHERE),
    ...grouped('What sales found out', slotFacts()),
    ...grouped('Of this model', namedBy(model)),
  ]
}

function namedBy({
  profiles = [],
  personas = [],
  plausibility = [],
}: Pick<ScoreModel, 'profiles' | 'personas' | 'plausibility'>): FactInfo[] {
  return [
    ...profiles.map(({ id, label }) => yesNo(`profile.${id}`, `Matches “${label}”`)),
    ...personas.map(({ id, label }) => yesNo(`persona.${id}`, `Is a “${label}”`)),
    ...plausibility.map(({ id, reason }) => yesNo(`flag.${id}`, `Flagged: ${reason}`)),
  ]
}

function yesNo(fact: string, label: string): FactInfo {
  return { fact, label, type: 'yes_no' }
}

const ELSEWHERE: readonly FactInfo[] = [
  { fact: 'company.domain', label: 'Company’s domain', type: 'text' },
  { fact: 'company.industry', label: 'Company’s industry', type: 'text' },
  { fact: 'company.staff', label: 'Company’s staff', type: 'number' },
  { fact: 'company.country', label: 'Company’s country', type: 'text' },
  { fact: 'country', label: 'Country on record', type: 'text' },
  { fact: 'source', label: 'Source', type: 'text' },
  yesNo('account.priority', 'Company is on the priority list'),
  yesNo('account.committee', 'A buying committee came'),
  { fact: 'account.people', label: 'People of the company', type: 'number' },
  { fact: 'account.score', label: 'Score of the account', type: 'number' },
  { fact: 'crm.stage', label: 'Stage in the CRM', type: 'text' },
  { fact: 'crm.owner', label: 'Owner in the CRM', type: 'text' },
]
