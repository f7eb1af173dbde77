import type { Flow } from '#flows/flow.ts'
import { INDUSTRIES } from '#flows/industries.ts'
import type { ScoreModel } from '#server/http/api-type.ts'
import { factInWords } from '../../fact-words.ts'
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

function elsewhere(fact: string, type: FactInfo['type'], options?: FactInfo['options']): FactInfo {
  return { fact, label: factInWords(fact), type, ...(options ? { options } : {}) }
}

const ELSEWHERE: readonly FactInfo[] = [
  elsewhere('country', 'option', COUNTRIES),
  elsewhere('title', 'text'),
  elsewhere('company.name', 'text'),
  elsewhere('company.domain', 'text'),
  elsewhere('company.industry', 'option', INDUSTRIES),
  elsewhere('company.staff', 'number'),
  elsewhere('company.revenue', 'number'),
  elsewhere('company.country', 'option', COUNTRIES),
  elsewhere('company.technologies', 'options'),
  elsewhere('company.market', 'text'),
  elsewhere('source', 'text'),
  elsewhere('account.priority', 'yes_no'),
  elsewhere('account.committee', 'yes_no'),
  elsewhere('account.people', 'number'),
  elsewhere('account.score', 'number'),
  elsewhere('crm.stage', 'text'),
  elsewhere('crm.owner', 'text'),
  elsewhere('crm.contacted', 'yes_no'),
  elsewhere('crm.lost', 'yes_no'),
  elsewhere('framework.intent_checked', 'yes_no'),
  elsewhere('framework.means_checked', 'yes_no'),
]
