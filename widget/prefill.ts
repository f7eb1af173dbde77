import type { Conversation } from './conversation.ts'
import { parseAnswer } from './early-fields.ts'
import { loadMore } from './load-more.ts'
import { given, type Talk } from './talk.ts'

/** What a page knows of its visitor, by field id. Untrusted. */
export type Prefilled = Readonly<Record<string, unknown>>

/**
 * Gives a conversation what the page knows already: questions about it are passed by, their answers stand as chips that can be
 * changed. Nothing is sent before the visitor acts. Values that their field does not take are left out, and so is consent,
 * which only a person gives. Answers of the visitor stay as they are. Resolves when the values are in place.
 */
export async function prefill(conversation: Conversation, values: Prefilled): Promise<void> {
  // All kinds of fields are read from here on.
  await loadMore()
  const { actor } = conversation
  const before = known.get(conversation)
  const all = { ...before, ...values }
  known.set(conversation, all)
  const fillIn = () => {
    const { talk } = actor.getSnapshot().context
    const next = talk && knowing(talk, known.get(conversation) ?? all)
    if (next && next !== talk) actor.send({ type: 'synced', talk: next })
  }
  // A question that comes later may be known as well.
  if (!before) actor.subscribe(fillIn)
  fillIn()
}

const known = new WeakMap<Conversation, Prefilled>()

/** The conversation with every question at hand answered that the page knows the answer to. */
export function knowing(talk: Talk, values: Prefilled): Talk {
  let next = talk
  for (;;) {
    const { position } = next.played
    if (position.kind !== 'ask' || !Object.hasOwn(values, position.field)) return next
    const field = next.player.flow.fields[position.field]
    if (!field || field.kind === 'consent') return next
    const parsed = parseAnswer(field, values[position.field])
    if (!parsed.ok) return next
    const after = given(next, { type: 'answered', step: position.id, value: parsed.value, by: 'page' })
    // The last word before a decision is the visitor's.
    if (after.problem || after.played.position.kind !== 'ask') return next
    next = after
  }
}
