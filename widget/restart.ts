import { beginTalk, type Conversation, recordKey } from './conversation.ts'
import { randomId } from './visitor.ts'

/**
 * Begins the conversation anew, in a session of its own: under the key that another tab has begun it with, if one has. What was
 * said before stays with the server.
 */
export function restart(conversation: Conversation, key: string = randomId()): void {
  const { actor, record } = conversation
  const { talk } = actor.getSnapshot().context
  if (!talk) return
  const { visit: _over, ...kept } = record
  forgetRecord(conversation)
  conversation.record = { ...kept, post: { key }, log: [], decisions: [], acknowledged: 0 }
  conversation.returned = undefined
  actor.send({ type: 'synced', talk: beginTalk(conversation, talk.player.flow) })
}

/** What the browser keeps of it. */
function forgetRecord({ config, record }: Conversation): void {
  const key = recordKey(config.site, record)
  try {
    sessionStorage.removeItem(key)
    localStorage.removeItem(key)
  } catch {
    // Blocked: nothing is kept.
  }
}
