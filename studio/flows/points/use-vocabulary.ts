import { useModel } from '../editor/editor-context.ts'
import type { Vocabulary } from './rule-in-words.ts'
import { useScoreChoices } from './score-choices.ts'
import { scoreFacts } from './score-facts.ts'

/** What the names of facts and acts in this draft stand for. */
export function useVocabulary(): Vocabulary {
  const { flow, model } = useModel()
  const { acts } = useScoreChoices()
  return { facts: scoreFacts(flow, model), acts }
}
