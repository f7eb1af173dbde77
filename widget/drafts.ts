import type { Conversation } from './conversation.ts'
import type { Drafts } from './form-pages.ts'

const kept = new WeakMap<Conversation, Drafts>()

/** What was typed into a form and not sent yet: kept in this tab until it is, through closing and reloading. */
export function keepDrafts(conversation: Conversation, drafts: Drafts): void {
  kept.set(conversation, drafts)
  if (conversation.local) return
  try {
    if (drafts.size > 0) sessionStorage[keyOf(conversation)] = JSON.stringify([...drafts])
    else delete sessionStorage[keyOf(conversation)]
  } catch {
    // Blocked or full: it lives as long as the page.
  }
}

export function keptDrafts(conversation: Conversation): Drafts {
  const here = kept.get(conversation)
  if (here || conversation.local) return here ?? new Map()
  try {
    return new Map(JSON.parse(sessionStorage[keyOf(conversation)] ?? '[]'))
  } catch {
    return new Map()
  }
}

// Another beginning than that of conversations, which are looked for by theirs.
function keyOf({ config, record }: Conversation): string {
  const { flow, surface, shape, place = '' } = record
  return `parley-drafts:${config.site}:${flow}:${surface}:${shape}:${place}`
}
