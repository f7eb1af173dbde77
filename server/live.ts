/** Something changed that an open studio wants to show. */
export interface LiveMessage {
  readonly type: 'lead'
  readonly lead: string
  readonly change: 'created' | 'updated'
}

type Listener = (message: LiveMessage) => void

/** In-process news for open studio pages, by workspace. Losing a message costs a refresh, nothing else. */
export interface LiveBus {
  publish(workspaceId: string, message: LiveMessage): void
  /** Returns the function that ends the subscription. */
  subscribe(workspaceId: string, listener: Listener): () => void
}

export function createLiveBus(): LiveBus {
  const listeners = new Map<string, Set<Listener>>()
  return {
    publish(workspaceId, message) {
      for (const listener of listeners.get(workspaceId) ?? []) listener(message)
    },
    subscribe(workspaceId, listener) {
      const own = listeners.get(workspaceId) ?? new Set()
      listeners.set(workspaceId, own.add(listener))
      return () => {
        own.delete(listener)
        if (own.size === 0) listeners.delete(workspaceId)
      }
    },
  }
}
