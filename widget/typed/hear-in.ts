import type { hear } from '../hear.ts'
import { hear as hearAs } from '../hear.ts'
import { learnLexicon } from './lexicon.ts'

/** What typed words come to, once the language of the questions is known. */
export async function hearIn(...[talk, raw, words]: Parameters<typeof hear>): Promise<ReturnType<typeof hear>> {
  await learnLexicon(talk.player.flow.locale)
  return hearAs(talk, raw, words)
}
