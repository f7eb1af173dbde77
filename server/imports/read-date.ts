import type { DateOrder } from './import-type.ts'

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i
const PLAIN = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?$/i
const SECONDS = /^\d{10}$/
const MILLISECONDS = /^\d{13}$/

/**
 * A time as spreadsheets and exports write it, in milliseconds since 1970; UTC where no zone is named. Null for what is no
 * date, days that do not exist included.
 */
export function readDate(text: string, order: DateOrder): number | null {
  const given = text.trim()
  if (MILLISECONDS.test(given)) return Number(given)
  if (SECONDS.test(given)) return Number(given) * 1_000
  const iso = ISO.exec(given)
  if (iso) {
    const [, year, month, day, hour, minute, second, zone] = iso
    const at = timeOf({ year, month, day, hour, minute, second })
    return at === null ? null : at - offsetOf(zone)
  }
  const plain = PLAIN.exec(given)
  if (!plain) return null
  const [, first, second, year = '', hour, minute, seconds, half] = plain
  const [day, month] = order === 'dmy' ? [first, second] : [second, first]
  const hours = half === undefined ? hour : String((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0))
  const full = year.length === 2 ? `20${year}` : year
  return timeOf({ year: full, month, day, hour: hours, minute, second: seconds })
}

/** Day before month, unless a date among these cannot be read so. */
export function guessDateOrder(texts: readonly string[]): DateOrder {
  const odd = (order: DateOrder) =>
    texts.filter(text => PLAIN.test(text.trim()) && readDate(text, order) === null).length
  return odd('dmy') > odd('mdy') ? 'mdy' : 'dmy'
}

type Part = string | undefined

function timeOf(parts: Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', Part>>): number | null {
  const { year, month, day, hour = '0', minute = '0', second = '0' } = parts
  const numbers = [year, month, day, hour, minute, second].map(Number)
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = numbers
  const at = Date.UTC(y, m - 1, d, h, min, s)
  const read = new Date(at)
  // The clock carries over what does not exist: 31 April becomes 1 May.
  const same =
    read.getUTCMonth() === m - 1 && read.getUTCDate() === d && read.getUTCHours() === h && read.getUTCMinutes() === min
  return same && read.getUTCFullYear() === y ? at : null
}

function offsetOf(zone: Part): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (!parts) return 0
  const minutes = Number(parts[2]) * 60 + Number(parts[3])
  return (parts[1] === '-' ? -1 : 1) * minutes * 60_000
}
