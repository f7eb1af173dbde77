import type { Lexicon } from './lexicon.ts'
import { findPhrase, says, type Token } from './tokens.ts'

/** Whether a "not" turns the words around; the one of "not more than" sets an end and does not. */
export function isTurned(tokens: readonly Token[], { not, atLeast, upTo }: Lexicon): boolean {
  const ends = [atLeast, upTo].flatMap(phrases => findPhrase(tokens, phrases) ?? [])
  const left = tokens.filter((_token, index) => !ends.some(({ at, length }) => index >= at && index < at + length))
  return says(left, not)
}
