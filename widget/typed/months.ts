import { plain, type Token } from './tokens.ts'

/** A month (1–12) that is named, and the place of its name. */
export interface NamedMonth {
  readonly month: number
  readonly at: number
}

/** Months by their names in a language. Names of up to three letters are words of other meanings, too. */
export function monthsIn(tokens: readonly Token[], locale: string): readonly NamedMonth[] {
  const names = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, index) => plain(names.format(Date.UTC(2024, index, 1)))).flatMap(
    (name, index) => {
      // Without its last letter, which changes with the case in Slavic languages.
      const stem = name.length > 4 ? name.slice(0, -1) : name
      const at = tokens.findIndex(
        token => typeof token === 'string' && token.startsWith(stem) && token.length <= name.length + 2,
      )
      return name.length > 3 && at >= 0 ? [{ month: index + 1, at }] : []
    },
  )
}
