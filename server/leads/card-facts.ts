import type { Fact, Facts } from '#flows/condition.ts'
import { countryName, isCountryCode } from '#flows/country.ts'
import { describeAnswer, parseAnswer } from '#flows/fields/index.ts'
import type { Field, Flow } from '#flows/flow.ts'
import { industryName } from '#flows/industries.ts'
import { comparableFact } from '#flows/read-fact.ts'
import { questionsFor } from './asked-facts.ts'
import { BELIEVED } from './believed.ts'
import type { CardFact, CardFactName, CardTeller } from './lead-card-type.ts'
import { FACT_SOURCES, type ToldFact } from './lead-facts.ts'

export interface CardFactsInput {
  readonly flow: Pick<Flow, 'fields' | 'locale'>
  /** What the visitor answered. */
  readonly answered: Facts
  /** What others told, all of it. */
  readonly told: readonly ToldFact[]
  /** What the lead itself carries: the company's name as given, and its domain unless the address is a private one. */
  readonly given: Readonly<Partial<Record<'company.name' | 'company.domain', string | null>>>
  /** Names of people by id. */
  readonly names: ReadonlyMap<string, string>
}

/** What is told of somebody's job and company, in the order a card shows it. */
const SHOWN: readonly CardFactName[] = [
  'title',
  'company.name',
  'company.domain',
  'company.industry',
  'company.staff',
  'company.revenue',
  'company.country',
  'company.market',
  'company.technologies',
  'company.description',
  'crm.stage',
  'crm.owner',
  'crm.since',
  'crm.contacted',
  'crm.lost',
]

interface Telling extends CardTeller {
  readonly value: Fact
  readonly words: string
}

/** What is known of somebody's job and company: of each fact the most believed word, with who told it and whom it overrules. Pure. */
export function cardFacts(input: CardFactsInput): CardFact[] {
  return SHOWN.flatMap(fact => {
    const [best, ...others] = tellingsOf(fact, input)
    if (!best) return []
    const { value, words, ...told } = best
    const overruled = others.filter(other => !isAlike(fact, other, best))
    return [{ fact, value, words, told, overruled: overruled.map(({ value: _value, ...other }) => other) }]
  })
}

/** Of each source one telling, the most believed first. */
function tellingsOf(fact: CardFactName, input: CardFactsInput): Telling[] {
  const { flow, answered, told, given, names } = input
  const candidates = [fact, ...questionsFor(fact, flow.fields)]
  const tellings = new Map<CardTeller['source'], Telling>()
  for (const name of candidates) {
    for (const source of FACT_SOURCES) {
      const row = told.find(one => one.fact === name && one.source === source)
      if (!row || tellings.has(source)) continue
      const by = names.get(row.actor) ?? null
      tellings.set(source, { value: row.value, words: inWords(name, row.value, flow), source, by, at: row.at })
    }
    const said = fact === 'company.name' || fact === 'company.domain' ? given[fact] : answered[name]
    if (said !== undefined && said !== null && said !== '' && !tellings.has('visitor')) {
      const words = inWords(name, said, flow)
      tellings.set('visitor', { value: said, words, source: 'visitor', by: null, at: null })
    }
  }
  return BELIEVED.flatMap(source => tellings.get(source) ?? [])
}

function inWords(fact: string, value: Fact, { fields, locale }: Pick<Flow, 'fields' | 'locale'>): string {
  const field: Field | undefined = Object.hasOwn(fields, fact) ? fields[fact] : undefined
  const parsed = field && parseAnswer(field, value)
  if (field && parsed?.ok) return describeAnswer(field, parsed.value, locale)
  return valueInWords(fact, value)
}

/** A told value as people read it: a country by its name, numbers with their marks, yes and no. */
export function valueInWords(fact: string, value: Fact): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') {
    return fact === 'crm.since' && value > 1e11
      ? dayOf(value)
      : value.toLocaleString('en', { maximumFractionDigits: 2 })
  }
  if (typeof value === 'object') return value.join(', ')
  if (fact.endsWith('country')) return isCountryCode(value) ? countryName(value) : value
  return fact === 'company.industry' ? industryName(value) : value
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** `Software` in an answer and `technology` by the CRM say the same. */
function isAlike(fact: string, a: Telling, b: Telling): boolean {
  return [a.words, a.value].some(one => {
    const read = textOf(fact, one)
    return read === textOf(fact, b.words) || read === textOf(fact, b.value)
  })
}

function textOf(fact: string, value: Fact): string {
  return String(comparableFact(fact, value)).trim().toLowerCase()
}
