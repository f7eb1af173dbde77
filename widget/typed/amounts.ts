import type { Lexicon } from './lexicon.ts'
import { plain, says, saysAt, type Token } from './tokens.ts'

/** What was said of one number: itself, a range, or one open end. Both ends belong to it. */
export interface Amount {
  readonly from: number
  readonly to: number
  /** Place of the token after it. */
  readonly end: number
  /** Place of its first token. */
  readonly start: number
  /** Written with thousands or millions. */
  readonly scaled: boolean
}

/** Every amount of a text, ranges as one; undefined where a number is negative: then the text is of something else. */
export function amountsOf(tokens: readonly Token[], lexicon: Lexicon): readonly Amount[] | undefined {
  const numbers = numbersOf(tokens, lexicon)
  if (
    numbers.some(
      ({ start }) =>
        tokens[start - 1] === '-' &&
        typeof tokens[start - 2] !== 'number' &&
        !numbers.some(one => one.end === start - 1),
    )
  )
    return
  const amounts: Amount[] = []
  for (let index = 0; index < numbers.length; index += 1) {
    const [one, other] = [numbers[index], numbers[index + 1]]
    if (!one) break
    if (other && joined(tokens, one, other, lexicon)) {
      const scale = other.scale > 1 && one.scale === 1 && one.value < other.value ? other.scale : 1
      const from = one.value * scale
      amounts.push({ from, to: other.value, start: one.start, end: other.end, scaled: other.scale > 1 })
      index += 1
    } else amounts.push(compared(tokens, one, lexicon))
  }
  return amounts
}

interface Figure {
  readonly value: number
  readonly scale: number
  readonly start: number
  readonly end: number
}

/** Numbers in figures and words, with the hundreds, thousands and millions that follow. */
function numbersOf(tokens: readonly Token[], lexicon: Lexicon): Figure[] {
  const found: Figure[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    const word = typeof token === 'string' ? numberWord(token, lexicon) : token
    const scaleHere = word === undefined ? scaleAt(tokens, at, lexicon) : undefined
    // "thousand" and "hundred" count by themselves where they are whole words.
    if (word === undefined && !(scaleHere && String(token).length > 2)) continue
    let value = word ?? 1
    let scale = 1
    let end = word === undefined ? at : at + 1
    for (let next = scaleAt(tokens, end, lexicon); next; next = scaleAt(tokens, end, lexicon)) {
      value *= next.by
      scale *= next.by
      end = next.end
    }
    found.push({ value, scale: scale >= 1000 ? scale : 1, start: at, end })
    at = end - 1
  }
  return found
}

function numberWord(token: string, { numbers }: Lexicon): number | undefined {
  const kept = folded.get(numbers) ?? new Map(Object.entries(numbers).map(([word, number]) => [plain(word), number]))
  folded.set(numbers, kept)
  return kept.get(token)
}

const folded = new WeakMap<object, ReadonlyMap<string, number>>()

function scaleAt(tokens: readonly Token[], at: number, lexicon: Lexicon): { by: number; end: number } | undefined {
  // Romanian and French put a word between: 20 de mii.
  const from = tokens[at] === 'de' ? at + 1 : at
  const scales = [
    [lexicon.hundred, 100],
    [lexicon.thousand, 1000],
    [lexicon.million, 1_000_000],
  ] as const
  for (const [words, by] of scales) {
    const length = saysAt(tokens, words, from)
    if (length > 0) return { by, end: from + length }
  }
  return
}

function joined(tokens: readonly Token[], one: Figure, other: Figure, lexicon: Lexicon): boolean {
  // A currency sign may stand at either number.
  const between = tokens.slice(one.end, other.start).filter(token => !/^\p{Sc}$/u.test(String(token)))
  if (other.value <= one.value || between.length === 0) return false
  if (between.length === 1 && between[0] === '-') return true
  if (saysAt(between, lexicon.to, 0) === between.length) return true
  return says(tokens.slice(0, one.start), lexicon.between) && saysAt(between, lexicon.and, 0) === between.length
}

function compared(tokens: readonly Token[], { value, scale, start, end }: Figure, lexicon: Lexicon): Amount {
  const amount = { from: value, to: value, start, end, scaled: scale > 1 }
  const last = /^\p{Sc}$/u.test(String(tokens[start - 1])) ? start - 2 : start - 1
  const before = (words: string) => saysAt(tokens, words, last, true) > 0
  const after = [end, end + 1, end + 2].some(at => saysAt(tokens, lexicon.orMore, at) > 0)
  if (before(lexicon.atLeast) || tokens[last] === '≥' || tokens[end] === '+' || after)
    return { ...amount, to: Infinity }
  if (before(lexicon.upTo) || tokens[last] === '≤') return { ...amount, from: 0 }
  if (before(lexicon.over) || tokens[last] === '>') return { ...amount, from: value + 1, to: Infinity }
  if (before(lexicon.under) || tokens[last] === '<') return { ...amount, from: 0, to: value - 1 }
  return amount
}
