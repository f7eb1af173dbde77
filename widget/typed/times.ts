import type { TimelineField } from '#flows/flow.ts'
import { amountsOf } from './amounts.ts'
import type { Lexicon } from './lexicon.ts'
import { monthsIn } from './months.ts'
import { findPhrase, says, saysAt, type Token } from './tokens.ts'
import { isTurned } from './turned.ts'

interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly locale: string
}

/** The option that a time falls into: the shortest that reaches as far. Undefined where none does or the words name no time. */
export function timeFor(
  field: TimelineField,
  tokens: readonly Token[],
  lexicon: Lexicon,
  clock: Clock,
): string | undefined {
  if (says(tokens, lexicon.unsure)) {
    const [one, ...others] = field.options.filter(({ days }) => days === undefined)
    return others.length === 0 ? one?.id : undefined
  }
  if (isTurned(tokens, lexicon)) return
  const days = daysIn(tokens, lexicon, clock)
  if (days === undefined) return
  const reaching = field.options.filter(option => option.days !== undefined && option.days >= days)
  const nearest = Math.min(...reaching.map(option => option.days ?? Infinity))
  const [one, ...others] = reaching.filter(option => option.days === nearest)
  return others.length === 0 ? one?.id : undefined
}

function daysIn(tokens: readonly Token[], lexicon: Lexicon, { now, locale }: Clock): number | undefined {
  const said = [...lexicon.times].sort(([a], [b]) => b.split(' ').length - a.split(' ').length)
  const time = said.find(([phrase]) => findPhrase(tokens, phrase))
  if (time) return time[1] === 'year' ? daysUntil(now, 12) : time[1]
  return countedDays(tokens, lexicon) ?? quarterDays(tokens, now) ?? monthDays(tokens, now, locale)
}

export const LENGTHS = { day: 1, week: 7, month: 30, quarter: 90, year: 365 } as const

/** "In 3 months", "2–3 weeks", "a year": to the farther end. */
export function countedDays(tokens: readonly Token[], lexicon: Lexicon): number | undefined {
  const units = Object.entries(lexicon.units) as [keyof typeof LENGTHS, string][] // its keys are these
  const counted = (amountsOf(tokens, lexicon) ?? []).flatMap(({ to, end }) => {
    const unit = units.find(([, words]) => saysAt(tokens, words, end) > 0)
    return unit ? [to * LENGTHS[unit[0]]] : []
  })
  return counted.length === 1 && Number.isFinite(counted[0]) ? counted[0] : undefined
}

/** "Q2": until its end. */
function quarterDays(tokens: readonly Token[], now: number): number | undefined {
  const at = tokens.findIndex((token, index) => token === 'q' && [1, 2, 3, 4].includes(Number(tokens[index + 1])))
  return at < 0 ? undefined : daysUntil(now, Number(tokens[at + 1]) * 3)
}

/** A month by its name: until its end. */
function monthDays(tokens: readonly Token[], now: number, locale: string): number | undefined {
  const [named, ...others] = monthsIn(tokens, locale)
  return named && others.length === 0 ? daysUntil(now, named.month) : undefined
}

/** Whole days until the end of a month (1–12) of this year, or of the next where it is over. */
function daysUntil(now: number, month: number): number {
  const year = new Date(now).getUTCFullYear()
  const ends = [Date.UTC(year, month, 1), Date.UTC(year + 1, month, 1)]
  return Math.floor(((ends.find(end => end > now) ?? 0) - now) / 86_400_000)
}
