import type { Flow } from '#flows/flow.ts'

type Fields = Flow['fields']

/** Questions of a flow that ask what others tell too, by id. */
export interface Asks {
  readonly role: readonly string[]
  readonly size: readonly string[]
  readonly industry: readonly string[]
  readonly country: readonly string[]
  readonly phone: readonly string[]
  /** None of these. */
  readonly nothing: boolean
}

const asksOfFields = new WeakMap<Fields, Asks>()

/** Found once for the questions of a flow. */
export function asksOf(fields: Fields): Asks {
  const found = asksOfFields.get(fields)
  if (found) return found
  const ids = (wanted: (id: string, kind: Fields[string]['kind']) => boolean) =>
    Object.entries(fields).flatMap(([id, { kind }]) => (wanted(id, kind) ? [id] : []))
  const asks = {
    role: ids((_, kind) => kind === 'role'),
    size: ids((_, kind) => kind === 'size'),
    industry: ids((id, kind) => /^(industry|sector|branche)$/.test(id) && ONE_VALUE.has(kind)),
    country: ids((id, kind) => id === 'country' && ONE_VALUE.has(kind)),
    phone: ids((_, kind) => kind === 'phone'),
  }
  const made = { ...asks, nothing: asks.industry.length + asks.country.length + asks.phone.length === 0 }
  asksOfFields.set(fields, made)
  return made
}

const ONE_VALUE: ReadonlySet<string> = new Set(['choice', 'text', 'hidden'])

/** Those that ask for a fact of the job or the company; the card and the score look at the same ones. */
export function questionsFor(fact: string, fields: Fields): readonly string[] {
  return questionsAmong(fact, asksOf(fields))
}

/** The same where they were found already. */
export function questionsAmong(fact: string, asks: Asks): readonly string[] {
  switch (fact) {
    case 'title':
      return asks.role
    case 'company.staff':
      return asks.size
    case 'company.industry':
      return asks.industry
    case 'company.country':
      return asks.country
    default:
      return []
  }
}
