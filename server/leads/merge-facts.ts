import type { Fact, Facts } from '#flows/condition.ts'
import type { PublicFlow } from '#flows/flow.ts'

interface Told {
  readonly flow: Pick<PublicFlow, 'fields'>
  readonly facts: Facts
}

/** Facts of several conversations, oldest first: the newest answer to a question counts, with all it stands for. */
export function mergeFacts(conversations: readonly Told[]): Facts {
  const [first] = conversations
  if (first && conversations.length === 1) return first.facts
  const merged = new Map<string, Fact | undefined>()
  for (const { flow, facts } of conversations) {
    for (const name of [...merged.keys()]) {
      const field = name.split('.', 1)[0] ?? name
      if (Object.hasOwn(flow.fields, field) && facts[field] !== undefined) merged.delete(name)
    }
    for (const [name, value] of Object.entries(facts)) merged.set(name, value)
  }
  return Object.fromEntries(merged)
}
