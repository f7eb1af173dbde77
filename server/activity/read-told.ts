import type { Fact } from '#flows/condition.ts'
import { isUnderstood } from '#flows/read-fact.ts'
import { readPattern } from '../accounts/priority-list.ts'
import type { DateOrder } from '../imports/import-type.ts'
import { readNumber } from '../imports/match-option.ts'
import { readDate } from '../imports/read-date.ts'
import { readYesNo } from './read-yes-no.ts'

/** A fact as an event or a file told it, read; `value` null = nothing can be made of it. */
export interface ReadTold {
  readonly value: Fact | null
  /** In words, for the sender: what became of a value that was not understood. */
  readonly warning?: string
  /** Why the value is none, where it is left out. */
  readonly code?: 'bad_number' | 'bad_yes_no' | 'bad_date' | 'bad_domain'
}

const NUMBERS: ReadonlySet<string> = new Set(['company.staff', 'company.revenue'])
const YES_NO: ReadonlySet<string> = new Set(['crm.contacted', 'crm.lost'])
const LISTS: ReadonlySet<string> = new Set(['company.technologies'])
const LONGEST = 300
const LONGEST_OF_LIST = 100
const MOST_OF_LIST = 50

/**
 * Reads a told fact by what it is, whoever tells it: staff and revenue as numbers (`1,200`, `€3m`), `crm.since` as a time,
 * `crm.contacted` and `crm.lost` as yes or no, technologies as a list, a domain without protocol and path. Countries and
 * industries stay as they were said, with a warning where they are not known.
 */
export function readTold(fact: string, value: Fact, { dates = 'dmy' }: { readonly dates?: DateOrder } = {}): ReadTold {
  if (NUMBERS.has(fact)) return numberOf(value)
  if (fact === 'crm.since') return timeOf(value, dates)
  if (YES_NO.has(fact)) return yesNoOf(value)
  if (fact === 'company.domain') return domainOf(value)
  if (LISTS.has(fact)) return listOf(value)
  if (typeof value !== 'string') return { value }
  const text = value.trim().slice(0, LONGEST).toWellFormed()
  if (text === '') return { value: null }
  const kind = fact.endsWith('country') ? 'country' : 'industry'
  return isUnderstood(fact, text)
    ? { value: text }
    : { value: text, warning: `This is no ${kind} that is known: it is kept as text.` }
}

function numberOf(value: Fact): ReadTold {
  const number = typeof value === 'string' ? readNumber(value) : value
  const fits = typeof number === 'number' && Number.isFinite(number) && number >= 0
  return fits ? { value: number } : { value: null, code: 'bad_number', warning: 'This is no number: it is left out.' }
}

/** Milliseconds since 1970, seconds where the number is too small for those. */
function timeOf(value: Fact, dates: DateOrder): ReadTold {
  const at = typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : readDate(String(value), dates)
  const fits = at !== null && Number.isFinite(at) && Math.abs(at) <= 8.64e15
  const warning = 'This is no date that can be read: it is left out. Write it like 2026-03-01.'
  return fits ? { value: at } : { value: null, code: 'bad_date', warning }
}

function yesNoOf(value: Fact): ReadTold {
  const said = typeof value === 'boolean' ? value : readYesNo(String(value))
  return said === null
    ? { value: null, code: 'bad_yes_no', warning: 'Write yes or no: it is left out.' }
    : { value: said }
}

/** CRMs keep a whole address: `https://www.acme.example/`. */
function domainOf(value: Fact): ReadTold {
  const domain = typeof value === 'string' ? readPattern(value) : null
  if (domain?.includes('.') && !domain.includes('*')) return { value: domain }
  return { value: null, code: 'bad_domain', warning: 'This is no domain like acme.example: it is left out.' }
}

function listOf(value: Fact): ReadTold {
  if (typeof value !== 'string' && typeof value !== 'object') return { value }
  const given = typeof value === 'string' ? value.split(/[;|,]/) : value
  const parts = given.map(part => part.trim().slice(0, LONGEST_OF_LIST).toWellFormed()).filter(part => part !== '')
  return { value: parts.length === 0 ? null : [...new Set(parts)].slice(0, MOST_OF_LIST) }
}
