import { choice } from '#flows/fields/choice.ts'
import type { FieldKind } from '#flows/fields/field-kind.ts'
import type * as All from '#flows/fields/index.ts'
import { range } from '#flows/fields/range.ts'
import { role } from '#flows/fields/role.ts'
import { timeline } from '#flows/fields/timeline.ts'
import type { Answer, Field } from '#flows/flow.ts'

// The built widget has this in place of flows/fields/index.ts (see build.ts): the kinds that one tap answers are there at
// once, all of them with the first answer. A kilobyte less before it.

const early: Partial<Record<string, FieldKind<never>>> = { choice, role, size: range, money: range, timeline }
let all: Pick<typeof All, 'parseAnswer' | 'factsOf' | 'describeAnswer'> | undefined

/** Every kind of field is known from now on. */
export function learnFields(fields: NonNullable<typeof all>): void {
  all = fields
}

// The field's own `kind` picks the entry, which the compiler cannot follow.
const kindOf = (field: Field) => early[field.kind] as FieldKind<Field> | undefined

export function parseAnswer(field: Field, raw: unknown): All.Parsed {
  return all?.parseAnswer(field, raw) ?? kindOf(field)?.parse(field, raw) ?? { ok: false, problem: 'required' }
}

export function factsOf(id: string, field: Field, value: Answer): ReturnType<typeof All.factsOf> {
  return all?.factsOf(id, field, value) ?? kindOf(field)?.facts(id, field, value) ?? {}
}

export function describeAnswer(field: Field, value: Answer, locale: string): string {
  return all?.describeAnswer(field, value, locale) ?? kindOf(field)?.describe(field, value, locale) ?? String(value)
}
