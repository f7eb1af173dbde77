import type { Fact, Facts } from '#flows/condition.ts'
import { countryOfPhone } from '#flows/country-of-phone.ts'
import { factsOf } from '#flows/fields/index.ts'
import type { Flow } from '#flows/flow.ts'
import { comparableFact, isUnderstood } from '#flows/read-fact.ts'
import { matchAnswer } from '../imports/match-option.ts'
import { type Asks, asksOf, questionsAmong } from './asked-facts.ts'
import { believedFacts } from './believed.ts'
import { overlayFacts, strongestFacts, type ToldFact } from './lead-facts.ts'

type Fields = Flow['fields']
type Known = Record<string, Fact | undefined>

/**
 * All that is known of a lead before it is judged: its answers, over them what sales and other systems told, and what follows
 * from both. Sales, a CRM and the API are believed more than the visitor, a file and a look-up less. A told title answers the
 * question for the role, a told number of staff that for the size; a question for the industry or country tells the
 * company's. `country` is what they answered, else where the visit came from, else that of the phone number, else the company's;
 * `country.from` says which (`visit`, `phone`, `company`). Countries, industries and technologies come as they are compared (`readFact`). Pure.
 */
export function knownFacts(flow: Pick<Flow, 'fields'>, answered: Facts, told: readonly ToldFact[]): Facts {
  const asks = asksOf(flow.fields)
  if (told.length === 0 && asks.nothing && answered['visit.country'] === undefined) return answered
  const over = strongestFacts(believedFacts(told, fact => isAnswered(fact, answered, asks)))
  const known: Known = { ...overlayFacts(flow, answered, over) }
  fillQuestions(flow, over, known, asks)
  fillCompany(flow, known, asks)
  for (const name of COMPARED) if (known[name] !== undefined) known[name] = comparableFact(name, known[name])
  placeOf(known, asks)
  return known
}

const COMPARED = ['company.country', 'company.industry', 'company.technologies', 'country']

/** Whether the visitor said it themselves, under this name or as an answer to a question for the same. */
function isAnswered(fact: string, answered: Facts, asks: Asks): boolean {
  return [fact, ...questionsAmong(fact, asks)].some(name => answered[name] !== undefined)
}

/** What others told of the job and the company answers the questions for them, unless somebody told the answer itself. */
function fillQuestions({ fields }: Pick<Flow, 'fields'>, over: Facts, into: Known, asks: Asks): void {
  for (const fact of ['title', 'company.staff'] as const) {
    const value = over[fact]
    if (typeof value !== 'string' && typeof value !== 'number') continue
    for (const id of questionsAmong(fact, asks)) {
      const field = fields[id]
      const answer = field && over[id] === undefined ? matchAnswer(field, String(value)) : null
      if (!field || answer === null) continue
      for (const part of Object.keys(into)) if (part === id || part.startsWith(`${id}.`)) delete into[part]
      Object.assign(into, factsOf(id, field, answer))
      // The number itself says more than the band it lies in.
      if (typeof value === 'number') Object.assign(into, { [`${id}.min`]: value, [`${id}.max`]: value })
    }
  }
}

/** An answer about the company is a fact of the company, by the words of its option. */
function fillCompany({ fields }: Pick<Flow, 'fields'>, into: Known, asks: Asks): void {
  for (const fact of ['company.industry', 'company.country'] as const) {
    if (into[fact] !== undefined) continue
    for (const id of questionsAmong(fact, asks)) {
      const answer = into[id]
      if (typeof answer !== 'string' || answer === '') continue
      const words = wordsOf(fields[id], answer)
      const said = [words, answer].find(text => isUnderstood(fact, text)) ?? words
      into[fact] = comparableFact(fact, said)
      break
    }
  }
}

function wordsOf(field: Fields[string] | undefined, answer: string): string {
  const options = field && 'options' in field ? field.options : []
  return options.find(({ id }) => id === answer)?.label ?? answer
}

function placeOf(into: Known, asks: Asks): void {
  if (into.country !== undefined) return
  const phone = asks.phone.map(id => into[id]).find(number => typeof number === 'string')
  const places = [
    ['visit', into['visit.country']],
    ['phone', typeof phone === 'string' ? countryOfPhone(phone) : null],
    ['company', into['company.country']],
  ] as const
  for (const [from, country] of places) {
    if (typeof country !== 'string') continue
    into.country = country
    into['country.from'] = from
    return
  }
}
