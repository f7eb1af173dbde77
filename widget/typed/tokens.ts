/** A word or sign, or a number that was written in figures. */
export type Token = string | number

/** Text in the form that words are compared in: no case, no marks, plain digits, one form of each Arabic letter. */
export function plain(text: string): string {
  return text
    .slice(0, 500)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}ـ]/gu, '')
    .replace(/\p{Nd}/gu, digit => String(toDigit(digit)))
    .replace(/٬/g, ',')
    .replace(/٫/g, '.')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[‐-―−]/g, '-')
    .replace(/['’]/g, "'")
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
}

/** Words, signs and numbers in order. `1,200`, `1.200` and `1 200` are a number; `1,5` and `1.5` too. */
export function tokensOf(text: string): Token[] {
  return [...plain(text).matchAll(TOKEN)].map(([token, grouped, figures]) => {
    if (grouped) return Number(grouped.replace(/[ .,'](?=\d{3}(\D|$))/g, '').replace(',', '.'))
    return figures ? Number(figures.replace(',', '.')) : token
  })
}

const TOKEN =
  /(?<!\d)(\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?)|(\d+(?:[.,]\d+)?)|\p{L}+(?:'\p{L}+)*|\p{Sc}|[-+%<>≥≤]/gu

/** Where a phrase of `|`-parted ones begins, the longest first, and how many tokens it takes; undefined where none is said. */
export function findPhrase(
  tokens: readonly Token[],
  phrases: string,
): { readonly at: number; readonly length: number } | undefined {
  for (const words of compiled(phrases)) {
    for (let at = 0; at + words.length <= tokens.length; at += 1) {
      if (words.every((word, index) => matches(tokens[at + index], word))) return { at, length: words.length }
    }
  }
  return
}

export function says(tokens: readonly Token[], phrases: string): boolean {
  return findPhrase(tokens, phrases) !== undefined
}

/** Whether one of the phrases begins (or, with `ends`, ends) right there. */
export function saysAt(tokens: readonly Token[], phrases: string, at: number, ends = false): number {
  for (const words of compiled(phrases)) {
    const from = ends ? at - words.length + 1 : at
    if (from >= 0 && words.every((word, index) => matches(tokens[from + index], word))) return words.length
  }
  return 0
}

function matches(token: Token | undefined, word: string): boolean {
  if (typeof token !== 'string') return false
  return word.endsWith('*') ? token.startsWith(word.slice(0, -1)) : token === word
}

const cache = new Map<string, readonly (readonly string[])[]>()

function compiled(phrases: string): readonly (readonly string[])[] {
  const kept = cache.get(phrases)
  if (kept) return kept
  const all = phrases.split('|').filter(Boolean)
  const made = all.map(phrase => plain(phrase).split(' ')).sort((a, b) => b.length - a.length)
  cache.set(phrases, made)
  return made
}

/** Decimal digits of every script stand in rows of ten that begin with nought. */
function toDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return value
}
