import { clearTimeout, setTimeout } from 'node:timers'
import { StoreBusyError } from './store-errors.ts'

/** One at a time, first come first served. */
export interface Turns {
  /** Resolves when it is the caller's turn; rejects with StoreBusyError after waiting `patienceMs`. */
  take(): Promise<void>
  /** Passes the turn on. Called exactly once for each `take` that resolved. */
  pass(): void
}

export function createTurns({ patienceMs }: { readonly patienceMs: number }): Turns {
  const waiting = new Set<() => void>()
  let taken = false

  return {
    async take() {
      if (!taken) {
        taken = true
        return
      }
      await new Promise<void>((resolve, reject) => {
        const start = () => {
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(() => {
          waiting.delete(start)
          reject(new StoreBusyError(`The database connection stayed taken for ${patienceMs} ms.`))
        }, patienceMs)
        waiting.add(start)
      })
    },
    pass() {
      const [next] = waiting
      if (next === undefined) {
        taken = false
        return
      }
      // The turn stays taken: nobody can step in between.
      waiting.delete(next)
      next()
    },
  }
}
