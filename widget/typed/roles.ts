import type { RoleField, RoleLevel } from '#flows/flow.ts'
import type { Lexicon } from './lexicon.ts'
import { findPhrase, says, type Token } from './tokens.ts'
import { isTurned } from './turned.ts'

/** The role whose level the words name; undefined where they name none, several, or somebody else's. */
export function roleFor(field: RoleField, tokens: readonly Token[], lexicon: Lexicon): string | undefined {
  if (isTurned(tokens, lexicon) || says(tokens, lexicon.others)) return
  const levels = new Set(levelsIn(tokens, lexicon))
  const [level] = levels
  const [one, ...others] = field.options.filter(option => option.level === level)
  return levels.size === 1 && others.length === 0 ? one?.id : undefined
}

/** Longer phrases first, each word once: a product owner owns no company. */
function* levelsIn(tokens: readonly Token[], { roles }: Lexicon): Generator<RoleLevel> {
  const entries = Object.entries(roles) as [RoleLevel, string][] // its keys are levels
  const phrases = entries
    .flatMap(([level, words]) => words.split('|').map(phrase => ({ level, phrase })))
    .sort((a, b) => b.phrase.split(' ').length - a.phrase.split(' ').length)
  const left = [...tokens]
  for (const { level, phrase } of phrases) {
    for (let found = findPhrase(left, phrase); found; found = findPhrase(left, phrase)) {
      left.fill('', found.at, found.at + found.length)
      yield level
    }
  }
}
