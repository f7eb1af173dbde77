import type { DateField } from '../flow.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'
import { plainDigits } from './plain-digits.ts'

/**
 * A day, kept as `2027-03-01`. Typed, `1.3.2027` counts too, and `13/3/2027` where only one reading is a day. `date.year` and
 * `date.month` (1–12) are its numbers. Whether a day lies ahead is for the control: a log read later must read the same.
 */
export const date: FieldKind<DateField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    const day = typeof raw === 'string' && raw.length <= 40 ? readDay(plainDigits(raw).trim()) : undefined
    if (!day) return refuse('date_invalid')
    // Days written so are in order as text.
    return day < (field.min ?? day) || day > (field.max ?? day) ? refuse('date_out_of_range') : accept(day)
  },
  facts(id, _field, value) {
    const [year, month] = String(value).split('-').map(Number)
    return { [id]: value, [`${id}.year`]: year, [`${id}.month`]: month }
  },
  describe(_field, value, locale) {
    const at = Date.parse(`${value}T00:00:00Z`)
    return Number.isNaN(at) ? String(value) : new Intl.DateTimeFormat(locale, LONG).format(at)
  },
}

const LONG = { dateStyle: 'long', timeZone: 'UTC' } as const

function readDay(typed: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(typed) ?? []
  if (year) return toDay(year, month, day)
  const [, first, between, second, last] = /^(\d\d?)\s*([./-])\s*(\d\d?)\s*\2\s*(\d{4})$/.exec(typed) ?? []
  const dayFirst = toDay(last, second, first)
  const monthFirst = between === '/' ? toDay(last, first, second) : undefined
  // 3/4/2027 is a day in March to one reader and in April to another.
  return dayFirst && monthFirst && dayFirst !== monthFirst ? undefined : (dayFirst ?? monthFirst)
}

/** Undefined for what the calendar does not have. */
function toDay(year = '', month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : undefined
}
