import type { Lexicon } from './lexicon.ts'
import { monthsIn } from './months.ts'
import { countedDays } from './times.ts'
import type { Token } from './tokens.ts'
import { isTurned } from './turned.ts'

interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly locale: string
}

/**
 * The day of the calendar that words name, as `2027-03-01`: "1 March", "March 1, 2027", "in two weeks". Without a year it is the
 * next such day. Undefined where they name none, or more than one.
 */
export function dayFor(tokens: readonly Token[], lexicon: Lexicon, { now, locale }: Clock): string | undefined {
  if (isTurned(tokens, lexicon)) return
  const [named, ...others] = monthsIn(tokens, locale)
  if (others.length > 0) return
  if (!named) {
    const days = countedDays(tokens, lexicon)
    return days !== undefined && Number.isInteger(days) && days < FARTHEST ? toDay(now + days * DAY_MS) : undefined
  }
  const numbers = tokens.filter(token => typeof token === 'number')
  const years = numbers.filter(number => number > 1900 && number < 2200)
  const [day, ...more] = numbers.filter(number => Number.isInteger(number) && number >= 1 && number <= 31)
  if (day === undefined || more.length > 0 || years.length > 1) return
  const within = (year: number) => Date.UTC(year, named.month - 1, day)
  const thisYear = new Date(now).getUTCFullYear()
  const at = within(years[0] ?? (within(thisYear) + DAY_MS > now ? thisYear : thisYear + 1))
  // The 30th of February would be one of March.
  return new Date(at).getUTCDate() === day ? toDay(at) : undefined
}

const DAY_MS = 86_400_000
/** Ten years: nobody plans a day farther ahead. */
const FARTHEST = 3660

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
