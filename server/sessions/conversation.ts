import type { PublicFlow } from '#flows/flow.ts'
import { nearestLocale, publicFlow } from '#flows/locale.ts'
import { createPlayer, type Player } from '#flows/play.ts'
import type { Release } from '../publishing/live.ts'
import { createLruMap } from './lru-map.ts'

/** A published flow in one locale, compiled. */
export interface Conversation {
  readonly flow: PublicFlow
  readonly player: Player
}

const COMPILED = 200

// By content hash and locale, so it can be shared by all databases of the process.
const compiled = createLruMap<string, Conversation>(COMPILED)

/** The release's flow in the locale nearest to the one wanted, ready to replay logs; compiled once. */
export function conversationIn(release: Pick<Release, 'flow' | 'flowRevision'>, wanted: string): Conversation {
  const key = `${release.flowRevision}:${nearestLocale(release.flow, wanted)}`
  const known = compiled.get(key)
  if (known) return known
  const flow = publicFlow(release.flow, wanted)
  const conversation = { flow, player: createPlayer(flow) }
  compiled.set(key, conversation)
  return conversation
}
