import type { Flow } from '#flows/flow.ts'
import { INDUSTRIES } from '#flows/industries.ts'
import type { ScoreModel } from '#server/http/api-type.ts'
import { COUNTRIES, type FactInfo, factsFor, grouped } from '../conditions/fact-catalog.ts'
import { slotFacts } from './slot-facts.ts'

/** Facts that a score may read: of the flow, of the company, of the CRM, and what the model itself names. */
export function scoreFacts(
  flow: Pick<Flow, 'fields'>,
  model: Pick<ScoreModel, 'profiles' | 'personas' | 'plausibility'>,
): FactInfo[] {
  return [
    ...factsFor(flow, 'score'),
    ...grouped(
      'Company and CRM',
      ELSEWHERE.filter(({ fact }) => !Object.hasOwn(flow.fields, fact)),
    ),
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
  { fact: 'country', label: 'Country', type: 'option', options: COUNTRIES },
  { fact: 'title', label: 'Job title', type: 'text' },
  { fact: 'company.name', label: 'Company’s name', type: 'text' },
  { fact: 'company.domain', label: 'Company’s domain', type: 'text' },
  { fact: 'company.industry', label: 'Company’s industry', type: 'option', options: INDUSTRIES },
  { fact: 'company.staff', label: 'Company’s staff', type: 'number' },
  { fact: 'company.revenue', label: 'Company’s revenue', type: 'number' },
  { fact: 'company.country', label: 'Company’s country', type: 'option', options: COUNTRIES },
  { fact: 'company.technologies', label: 'Company’s technologies', type: 'options' },
  { fact: 'company.market', label: 'Company’s target market', type: 'text' },
  { fact: 'source', label: 'Source', type: 'text' },
  yesNo('account.priority', 'Company is on the priority list'),
  yesNo('account.committee', 'A buying committee came'),
  { fact: 'account.people', label: 'People of the company', type: 'number' },
  { fact: 'account.score', label: 'Score of the account', type: 'number' },
  { fact: 'crm.stage', label: 'Stage in the CRM', type: 'text' },
  { fact: 'crm.owner', label: 'Owner in the CRM', type: 'text' },
  yesNo('crm.contacted', 'Sales spoke to them'),
  yesNo('crm.lost', 'They were lost before'),
  yesNo('framework.intent_checked', 'Sales checked that the intent is real'),
  yesNo('framework.means_checked', 'Sales checked that the means are there'),
]
