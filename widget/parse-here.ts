import { type Parsed, parseAnswer } from '#flows/fields/index.ts'
import type { Field } from '#flows/flow.ts'

/**
 * An answer as its field takes it on the day it is given. Whether a day lies ahead is for the moment of answering only: a log
 * read later must read the same.
 */
export function parseHere(field: Field, raw: unknown, now: number): Parsed {
  const parsed = parseAnswer(field, raw)
  if (!parsed.ok || field.kind !== 'date' || !field.ahead) return parsed
  // The visitor's own day, written so that days are in order as text.
  const today = new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
  return String(parsed.value) < today ? { ok: false, problem: 'date_out_of_range' } : parsed
}
