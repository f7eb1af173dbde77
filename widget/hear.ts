import { FLOW_LIMITS } from '#flows/flow.ts'
import { maskCards } from '#flows/mask-cards.ts'
import { isQuestion, wordsOf } from '#flows/questions.ts'
import { findSnippet } from '#flows/snippets.ts'
import type { Words } from './locales/words.ts'
import { readTyped } from './read-typed.ts'
import type { TalkEvent } from './session.ts'
import { currentField, currentStep, type Talk } from './talk.ts'

/**
 * What typed words come to: an answer, or a question. Who asks gets the approved reply or the promise of one by a person, and
 * the question in focus stays. A message may hold questions and is one answer.
 */
export function hear(talk: Talk, raw: string, words: Pick<Words, 'yes' | 'no'>): TalkEvent {
  const field = currentField(talk)
  const event = readTyped(talk, raw, words)
  if (!field || !raw.trim() || isMessage(field)) return event
  // "200?" is an answer by somebody unsure; a sentence is not.
  const asks = isQuestion(raw) && (event.type !== 'proposed' || wordsOf(raw).length > 3)
  const unclear = event.type === 'refused' && event.problem === 'unclear'
  if (asks || (unclear && reply(talk, raw))) return asked(talk, raw)
  return event
}

/** What was typed as a question to the company. */
export function asked(talk: Talk, raw: string): TalkEvent {
  const text = maskCards(raw.trim()).slice(0, FLOW_LIMITS.text)
  const snippet = reply(talk, raw)
  const step = currentStep(talk).id
  return { type: 'gave', body: { type: 'asked', step, text, ...(snippet && { snippet: snippet.id }) } }
}

function reply({ player }: Talk, raw: string) {
  return findSnippet(player.flow.snippets ?? [], raw)
}

function isMessage(field: NonNullable<ReturnType<typeof currentField>>): boolean {
  return field.kind === 'text' && (field.long === true || field.about === 'message' || field.about === 'other')
}
