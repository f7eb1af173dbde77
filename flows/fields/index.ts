import type { Facts } from '../condition.ts'
import type { Answer, Field, FieldKindName } from '../flow.ts'
import { choice } from './choice.ts'
import { consent } from './consent.ts'
import { date } from './date.ts'
import { email } from './email.ts'
import type { FieldKind, Parsed } from './field-kind.ts'
import { hidden } from './hidden.ts'
import { multiChoice } from './multi-choice.ts'
import { name } from './name.ts'
import { number } from './number.ts'
import { phone } from './phone.ts'
import { range } from './range.ts'
import { rating } from './rating.ts'
import { role } from './role.ts'
import { text } from './text.ts'
import { timeline } from './timeline.ts'
import { url } from './url.ts'

export type { Parsed } from './field-kind.ts'

/** Every kind of field. Their settings, as zod schemas, are in `settings.ts`, so that a browser gets none. */
const kinds: { readonly [K in FieldKindName]: FieldKind<Extract<Field, { kind: K }>> } = {
  choice,
  multi_choice: multiChoice,
  role,
  size: range,
  money: range,
  timeline,
  email,
  phone,
  text,
  number,
  url,
  consent,
  date,
  rating,
  name,
  hidden,
}

// The field's own `kind` picks the entry, which the compiler cannot follow through the union.
const kindOf = (field: Field) => kinds[field.kind] as FieldKind<Field>

/** What was given, as the answer to store; total: any value gives an answer or a problem, never an exception. */
export function parseAnswer(field: Field, raw: unknown): Parsed {
  return kindOf(field).parse(field, raw)
}

/** The facts a stored answer stands for: `{size: 's3', 'size.min': 50, 'size.max': 500}`. */
export function factsOf(id: string, field: Field, value: Answer): Facts {
  return kindOf(field).facts(id, field, value)
}

/** A stored answer in words: labels of options, lists joined, numbers as the locale writes them. */
export function describeAnswer(field: Field, value: Answer, locale: string): string {
  return kindOf(field).describe(field, value, locale)
}
