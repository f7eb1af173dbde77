import type { createActor, SnapshotFrom } from 'xstate'
import { loadMore } from './load-more.ts'
import type { sessionMachine, TalkEvent } from './session.ts'

/** What a conversation's actor is asked for. */
export interface SessionActor {
  getSnapshot(): Pick<SnapshotFrom<typeof sessionMachine>, 'context' | 'matches'>
  subscribe(heard: () => void): { unsubscribe(): void }
  send(event: TalkEvent): void
  start(): void
  stop(): void
}

interface Real {
  readonly createActor: typeof createActor
  readonly sessionMachine: typeof sessionMachine
}

let real: Real | undefined
const waiting = new Set<() => void>()

/** Conversations have their machine from now on; those under way take it over where they stand. */
export function learnSession(learned: Real): void {
  real = learned
  for (const take of waiting) take()
  waiting.clear()
}

/**
 * The actor of a conversation. Until somebody acts it only comes to know the flow, or that it could not be had, and needs no
 * machine for that; whatever else is sent to it brings the machine, and is heard once it is there.
 */
export function createSession(): SessionActor {
  const watchers = new Set<() => void>()
  const tell = () => {
    for (const heard of [...watchers]) heard()
  }
  let actor: SessionActor | undefined
  let context: ReturnType<SessionActor['getSnapshot']>['context'] = {}
  let failed = false
  const unheard: TalkEvent[] = []

  const take = () => {
    if (actor || !real) return
    const taken = real.createActor(real.sessionMachine)
    taken.start()
    if (context.talk) taken.send({ type: 'loaded', talk: context.talk })
    else if (failed) taken.send({ type: 'failed' })
    for (const event of unheard.splice(0)) taken.send(event)
    taken.subscribe(tell)
    actor = taken
    tell()
  }

  return {
    getSnapshot: () =>
      actor?.getSnapshot() ?? { context, matches: state => failed && (state as { talk?: unknown }).talk === 'failed' },
    subscribe(heard) {
      watchers.add(heard)
      return { unsubscribe: () => watchers.delete(heard) }
    },
    send(event) {
      if (actor) return actor.send(event)
      if (event.type === 'loaded') context = { talk: event.talk }
      failed = event.type === 'failed'
      if (event.type === 'loaded' || event.type === 'failed' || event.type === 'retried') return tell()
      unheard.push(event)
      // Out of reach: who draws the conversation asks again.
      loadMore().catch(() => {})
    },
    start() {
      if (real) take()
      else waiting.add(take)
    },
    stop() {
      waiting.delete(take)
      watchers.clear()
      actor?.stop()
    },
  }
}
