import type { Fact } from '#flows/condition.ts'
import { isUnderstood } from '#flows/read-fact.ts'
import { readNumber } from '../imports/match-option.ts'
import { readDate } from '../imports/read-date.ts'

/** A fact as another system told it, read; `value` null = nothing can be made of it. `warning`: in words, for the sender. */
export interface ReadTold {
  readonly value: Fact | null
  readonly warning?: string
}

const NUMBERS: ReadonlySet<string> = new Set(['company.staff', 'company.revenue'])
const YES_NO: ReadonlySet<string> = new Set(['crm.contacted', 'crm.lost'])
const LONGEST = 300

/**
 * Reads a told fact by what it is: staff and revenue as numbers (`1,200`, `€3m`), `crm.since` as a time, `crm.contacted` and
 * `crm.lost` as yes or no. Countries and industries stay as they were said, with a warning where they are not known.
 */
export function readTold(fact: string, value: Fact): ReadTold {
  if (NUMBERS.has(fact)) return numberOf(value)
  if (fact === 'crm.since') return timeOf(value)
  if (YES_NO.has(fact)) return yesNoOf(value)
  if (typeof value === 'string') {
    const text = value.trim().slice(0, LONGEST).toWellFormed()
    if (text === '') return { value: null }
    const kind = fact.endsWith('country') ? 'country' : 'industry'
    return isUnderstood(fact, text)
      ? { value: text }
      : { value: text, warning: `This is no ${kind} that is known: it is kept as text.` }
  }
  return { value }
}

function numberOf(value: Fact): ReadTold {
  const number = typeof value === 'string' ? readNumber(value) : value
  const fits = typeof number === 'number' && Number.isFinite(number) && number >= 0
  return fits ? { value: number } : { value: null, warning: 'This is no number: it is left out.' }
}

/** Milliseconds since 1970, seconds where the number is too small for those. */
function timeOf(value: Fact): ReadTold {
  const at = typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : readDate(String(value), 'dmy')
  const fits = at !== null && Number.isFinite(at) && Math.abs(at) <= 8.64e15
  return fits
    ? { value: at }
    : { value: null, warning: 'This is no date that can be read: it is left out. Write it like 2026-03-01.' }
}

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'oui', 'si', 'sí', 'да'])
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'non', 'нет'])

function yesNoOf(value: Fact): ReadTold {
  if (typeof value === 'boolean') return { value }
  const text = String(value).trim().toLowerCase()
  if (YES.has(text)) return { value: true }
  if (NO.has(text)) return { value: false }
  return { value: null, warning: 'Write yes or no: it is left out.' }
}
