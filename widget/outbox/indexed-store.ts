import { toRecord } from '../conversation.ts'
import { type OutboxStore, type Parcel, UNSENT_MARK } from './outbox-store.ts'

const NAME = 'parley'
const PARCELS = 'unsent'
const LEASES = 'leases'
/** Some browsers never answer when they would rather not open a database. */
const PATIENCE_MS = 2000

interface Lease {
  readonly id: string
  readonly tab: string
  readonly until: number
}

/** Keeps parcels in IndexedDB. Every question rejects when the database is blocked, full, broken or silent. */
export function openIndexedStore(): OutboxStore {
  let opening: Promise<IDBDatabase> | undefined
  /** Runs one transaction over both stores; it is atomic over all tabs. */
  const run = async <Result>(
    mode: IDBTransactionMode,
    work: (parcels: IDBObjectStore, leases: IDBObjectStore) => { readonly result: Result },
  ): Promise<Result> => {
    opening ??= inTime(openDatabase(() => (opening = undefined)))
    const transaction = (await opening).transaction([PARCELS, LEASES], mode)
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    const holder = work(transaction.objectStore(PARCELS), transaction.objectStore(LEASES))
    await inTime(done)
    return holder.result
  }

  return {
    async list(site) {
      const found: readonly unknown[] = await run('readonly', parcels => parcels.getAll())
      const parcels = found.map(toParcel)
      for (const [index, broken] of found.entries()) {
        if (parcels[index]) continue
        const { id } = broken as { id: string } // the key path: without it nothing can be stored
        await this.remove(id)
      }
      return parcels.filter(parcel => parcel !== undefined).filter(parcel => parcel.site === site)
    },
    async put(parcel) {
      await run('readwrite', parcels => parcels.put(parcel))
      mark(true)
    },
    async remove(id) {
      const left = await run('readwrite', (parcels, leases) => {
        parcels.delete(id)
        leases.delete(id)
        return parcels.count()
      })
      if (left === 0) mark(false)
    },
    async lease(id, { tab, now, until }) {
      return await run('readwrite', (_, leases) => {
        const answer = { result: true }
        leases.get(id).onsuccess = event => {
          const held = (event.target as IDBRequest<Lease | undefined>).result // written below only
          // One that ends further away than any lease lasts was written by a clock that was wrong.
          answer.result = !held || held.tab === tab || held.until < now || held.until > until
          if (answer.result) leases.put({ id, tab, until })
        }
        return answer
      })
    },
    async release(id, tab) {
      await run('readwrite', (_, leases) => {
        const request: IDBRequest<Lease | undefined> = leases.get(id)
        request.onsuccess = () => {
          if (request.result?.tab === tab) leases.delete(id)
        }
        return { result: undefined }
      })
    },
  }
}

function openDatabase(forget: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      for (const name of [PARCELS, LEASES]) request.result.createObjectStore(name, { keyPath: 'id' })
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      // Another tab wants to delete or change it, or the browser threw it away: the next question opens it anew.
      database.onversionchange = () => {
        database.close()
        forget()
      }
      database.onclose = forget
      resolve(database)
    }
  })
}

function toParcel(found: unknown): Parcel | undefined {
  const { id, site, record: kept } = found as Partial<Parcel> // judged here
  const record = toRecord(kept)
  return record && typeof site === 'string' && id === record.post.key ? { id, site, record } : undefined
}

function inTime<Result>(answer: Promise<Result>): Promise<Result> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS, new Error('No answer.')))
  return Promise.race([answer, late])
}

function mark(isWaiting: boolean): void {
  try {
    if (isWaiting) localStorage[UNSENT_MARK] = '1'
    else delete localStorage[UNSENT_MARK]
  } catch {
    // Blocked or full: the pages of this tab know by what the tab keeps.
  }
}
