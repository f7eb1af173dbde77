import type { OutboxStore, Parcel } from './outbox-store.ts'

/** Keeps parcels as long as the page lives. */
export function createMemoryStore(): OutboxStore {
  const parcels = new Map<string, Parcel>()
  return {
    list: async site => [...parcels.values()].filter(parcel => parcel.site === site),
    put: async parcel => void parcels.set(parcel.id, parcel),
    remove: async id => void parcels.delete(id),
    // Nobody else can see into it.
    lease: async () => true,
    release: async () => {},
  }
}
