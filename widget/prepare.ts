import type { VNode } from 'preact'
import type { Conversation } from './conversation.ts'
import type { Dressing } from './dressed.ts'
import { offerLanguages } from './languages.tsx'
import { loadWords } from './locales/load.ts'
import type { OpeningWords, Words } from './locales/words.ts'

export interface PrepareOptions extends Dressing {
  readonly conversation: Conversation
  /** Drawn as something else than the corner's panel or a frame in the page. */
  readonly other: boolean
  /** Called when the visitor changes the language. */
  speak(words: Words): void
}

export interface Prepared {
  readonly words: OpeningWords
  readonly languages: VNode | undefined
  undress(): void
}

/** What only some conversations need before they are first drawn: another language, a choice of several, another place. */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const { conversation, other, root, shadow, speak } = options
  const { record, locales = [] } = conversation
  const [words, undress] = await Promise.all([
    loadWords(record.locale, root),
    other ? import('./dressed.ts').then(({ dress }) => dress(options)) : () => {},
  ])
  const languages = locales.length > 1 ? offerLanguages({ conversation, shadow, root, speak }) : undefined
  return { words, languages, undress }
}
