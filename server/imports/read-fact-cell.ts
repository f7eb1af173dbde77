import type { Fact } from '#flows/condition.ts'
import type { DateOrder } from './import-type.ts'
import { readNumber } from './match-option.ts'
import { readDate } from './read-date.ts'

/** What a cell says of a lead, or why it says nothing. */
type FactCell = { readonly fact: Fact } | { readonly code: string; readonly message: string }

const YES = new Set([
  'yes',
  'y',
  'true',
  '1',
  'x',
  'ja',
  'oui',
  'si',
  'sí',
  'granted',
  'opted in',
  'opt-in',
  'subscribed',
])
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'non', 'denied', 'opted out', 'opt-out', 'unsubscribed'])

const NUMBERS = new Set(['company.staff', 'company.revenue'])
const YES_OR_NO = new Set(['crm.contacted', 'crm.lost'])
const DATES = new Set(['crm.since'])
const LISTS = new Set(['company.technologies'])

/** Whether a cell agrees, in the words that files use. */
export function saysYes(value: string): boolean {
  return YES.has(value.toLowerCase())
}

/** Reads the cell of a fact: numbers, yes or no, dates and lists where the fact is one, else text. */
export function readFactCell(name: string, value: string, dates: DateOrder): FactCell {
  if (NUMBERS.has(name)) {
    const fact = readNumber(value)
    return fact === null ? { code: 'bad_number', message: 'This is no number.' } : { fact }
  }
  if (YES_OR_NO.has(name)) {
    if (saysYes(value)) return { fact: true }
    return NO.has(value.toLowerCase())
      ? { fact: false }
      : { code: 'bad_yes_no', message: 'This is neither yes nor no.' }
  }
  if (DATES.has(name)) {
    const fact = readDate(value, dates)
    return fact === null
      ? { code: 'bad_date', message: 'This is no date that can be read. Write it like 2026-03-01.' }
      : { fact }
  }
  return { fact: LISTS.has(name) ? listOf(value) : value.slice(0, 300).toWellFormed() }
}

function listOf(text: string): string[] {
  const parts = text.split(/[;|,]/).map(part => part.trim().slice(0, 100).toWellFormed())
  return [...new Set(parts.filter(part => part !== ''))].slice(0, 50)
}
