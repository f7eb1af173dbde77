import type { ConversationRecord } from '../conversation.ts'
import { openIndexedStore } from './indexed-store.ts'
import { createMemoryStore } from './memory-store.ts'

/** A conversation with something in it that the server has not confirmed yet. */
export interface Parcel {
  /** Idempotency key of the session: one parcel a session, whatever tab holds it. */
  readonly id: string
  readonly site: string
  readonly record: ConversationRecord
}

/** Where unsent answers wait, so that they outlive the tab. Nothing stays once the server has confirmed it. */
export interface OutboxStore {
  /** Those of a site; what cannot be read is left out and removed. */
  list(site: string): Promise<readonly Parcel[]>
  put(parcel: Parcel): Promise<void>
  remove(id: string): Promise<void>
  /** Whether `tab` may send the parcel until `until` (milliseconds since 1970): yes unless another tab may right now. */
  lease(id: string, lease: { readonly tab: string; readonly now: number; readonly until: number }): Promise<boolean>
  release(id: string, tab: string): Promise<void>
}

/** Says to the next page of any tab that there is a parcel: the loader looks for it, since asking a database costs more. */
export const UNSENT_MARK = 'parley:unsent'

let opened: OutboxStore | undefined

/** The store of this page: IndexedDB, or memory as soon as IndexedDB is blocked, full, broken or does not answer. */
export function outboxStore(): OutboxStore {
  opened ??= withFallback(openIndexedStore(), createMemoryStore())
  return opened
}

/** Whoever asks the first store and gets no answer is served by the second from then on. */
export function withFallback(first: OutboxStore, second: OutboxStore): OutboxStore {
  let current = first
  const ask = async <Result>(question: (store: OutboxStore) => Promise<Result>): Promise<Result> => {
    try {
      return await question(current)
    } catch {
      current = second
      return await question(second)
    }
  }
  return {
    list: site => ask(store => store.list(site)),
    put: parcel => ask(store => store.put(parcel)),
    remove: id => ask(store => store.remove(id)),
    lease: (id, lease) => ask(store => store.lease(id, lease)),
    release: (id, tab) => ask(store => store.release(id, tab)),
  }
}
