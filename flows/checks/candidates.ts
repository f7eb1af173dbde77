import type { Fact, Facts } from '../condition.ts'
import { factsOf, parseAnswer } from '../fields/index.ts'
import type { Answer, Field, Flow, MultiChoiceField } from '../flow.ts'
import { comparedWith, guardLeaves } from './leaves.ts'

/** Fact -> the values that some guard (or a promise) compares it with. */
export type Mentioned = ReadonlyMap<string, readonly (string | number | boolean)[]>

/** An answer that stands for all that guards cannot tell from it. */
export interface Candidate {
  readonly answer: Answer
  readonly facts: Facts
}

export function mentionedIn(flow: Pick<Flow, 'steps'>, promised: Readonly<Record<string, Answer>> = {}): Mentioned {
  const mentioned = new Map<string, (string | number | boolean)[]>()
  const mention = (fact: string, values: readonly (string | number | boolean)[]) =>
    mentioned.set(fact, [...(mentioned.get(fact) ?? []), ...values])
  for (const { leaf } of guardLeaves(flow)) mention(leaf.fact, comparedWith(leaf))
  for (const [fact, answer] of Object.entries(promised)) mention(fact, [answer].flat() as (string | number | boolean)[])
  return mentioned
}

/** Answers enough to make every guard on the field's facts go either way, where the field can. */
export function candidatesOf(id: string, field: Field, mentioned: Mentioned): Candidate[] {
  const answers = new Map<string, Candidate>()
  for (const raw of rawAnswers(id, field, mentioned)) {
    const parsed = parseAnswer(field, raw)
    if (!parsed.ok) continue
    answers.set(JSON.stringify(parsed.value), { answer: parsed.value, facts: factsOf(id, field, parsed.value) })
  }
  return [...answers.values()]
}

/** Values a fact of the visit's context may have: unknown, something else, and each one that is mentioned. */
export function contextCandidates(fact: string, mentioned: Mentioned): (Fact | undefined)[] {
  return [undefined, 'another value', ...new Set(mentioned.get(fact))]
}

function rawAnswers(id: string, field: Field, mentioned: Mentioned): unknown[] {
  const said = mentioned.get(id) ?? []
  const saidOf = (part: string) => (mentioned.get(`${id}.${part}`) ?? []).map(String)
  switch (field.kind) {
    case 'multi_choice':
      return subsets(field, said)
    case 'consent':
      return [true, false]
    case 'number':
      return around(said.filter(value => typeof value === 'number').concat(field.min ?? [], field.max ?? []))
    case 'email': {
      const domains = [...saidOf('domain'), ...said.map(String)].filter(value => !value.includes('@'))
      return [...said, 'ann@company.example', 'ann@gmail.com', ...domains.map(domain => `ann@${domain}`)]
    }
    case 'phone':
      return [...said, '+4930123456']
    case 'url':
      return [...said, 'https://company.example/', ...saidOf('host').map(host => `https://${host}/`)]
    case 'text':
      return [...said.map(String), ...saidOf('first'), 'text']
    case 'date':
      return [...said, field.min, field.max, ...days(saidOf('year'), saidOf('month'))]
    case 'rating':
      return around(said.filter(value => typeof value === 'number').concat(field.min ?? 1, field.max))
    case 'name':
      return [...said, ['Ann', 'Lee'], ...saidOf('first').map(first => [first, 'Lee']), ...families(saidOf('family'))]
    case 'hidden':
      return [] // part of the visit's context, not answered
    default:
      return field.options.map(option => option.id)
  }
}

const MOST_TOLD_APART = 8

/** Every mix of the options that guards ask for, with another option where the mix is empty. */
function subsets(field: MultiChoiceField, said: readonly unknown[]): string[][] {
  const ids = field.options.map(option => option.id)
  const told = ids.filter(id => said.includes(id)).slice(0, MOST_TOLD_APART)
  const other = ids.filter(id => !told.includes(id)).slice(0, 1)
  const mixes = Array.from({ length: 2 ** told.length }, (_, bits) => told.filter((_id, at) => bits & (1 << at)))
  return mixes.map(mix => (mix.length > 0 ? mix : other))
}

/** A day in each month and year that is told apart, and one in none of them. */
function days(years: readonly string[], months: readonly string[]): string[] {
  const neighbours = (values: readonly string[]) => around(values.map(Number)).filter(Number.isInteger)
  const inYears = [2027, ...neighbours(years).filter(year => year > 999 && year < 10_000)]
  const inMonths = [1, 12, ...neighbours(months).filter(month => month > 0 && month < 13)]
  return inYears.flatMap(year => inMonths.map(month => `${year}-${String(month).padStart(2, '0')}-15`))
}

const families = (said: readonly string[]) => said.map(family => ['Ann', family])

/** The numbers themselves, those next to them, and one between each two. */
function around(said: readonly number[]): number[] {
  const sorted = [...new Set([0, ...said])].sort((a, b) => a - b)
  const between = sorted.slice(1).map((value, at) => (value + (sorted[at] ?? value)) / 2)
  return [...sorted.flatMap(value => [value - 1, value, value + 1]), ...between]
}
