import type { Facts } from '../condition.ts'
import type { Answer, Field } from '../flow.ts'

/** Why an answer is refused. Stable slugs; the words for people are the reader's own. */
export type FieldProblem =
  | 'required'
  | 'unknown_option'
  | 'too_many'
  | 'too_long'
  | 'text_invalid'
  | 'number_invalid'
  | 'number_out_of_range'
  | 'email_invalid'
  | 'email_free_refused'
  | 'email_blocked'
  | 'email_disposable_refused'
  | 'phone_invalid'
  | 'url_invalid'
  | 'consent_required'
  | 'date_invalid'
  | 'date_out_of_range'
  | 'name_incomplete'
  | 'hidden_invalid'

/** `value` is in the normal form that is stored: parsing it again gives the same value. */
export type Parsed =
  | { readonly ok: true; readonly value: Answer }
  | { readonly ok: false; readonly problem: FieldProblem }

/** What one kind of field knows. `parse` is total: whatever comes in, it answers and never throws. */
export interface FieldKind<F extends Field> {
  parse(field: F, raw: unknown): Parsed
  /** The facts an answer stands for, under the field's id: always all of them, unknown ones as undefined, so that they replace those of another answer. */
  facts(id: string, field: F, value: Answer): Facts
  /** The answer in the words of the flow, for people. */
  describe(field: F, value: Answer, locale: string): string
}

export const accept = (value: Answer): Parsed => ({ ok: true, value })
export const refuse = (problem: FieldProblem): Parsed => ({ ok: false, problem })

/** Nothing was given: undefined, null, blank text or an empty list. */
export function isBlank(raw: unknown): boolean {
  if (typeof raw === 'string') return raw.trim() === ''
  return raw === undefined || raw === null || (Array.isArray(raw) && raw.length === 0)
}
