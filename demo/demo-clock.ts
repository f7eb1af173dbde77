import { AsyncLocalStorage } from 'node:async_hooks'

/** A clock that tells a history first and real time afterwards. Milliseconds since 1970. */
export interface DemoClock {
  now(): number
  /** Stands still at this moment until it is set again. */
  set(at: number): void
  /** Runs `act` at a moment of its own, whatever others are at: many moments can be told at once. */
  at<Result>(moment: number, act: () => Result): Result
  /** From here on it is the system's clock. */
  release(): void
}

export function createDemoClock(): DemoClock {
  const own = new AsyncLocalStorage<number>()
  let told: number | undefined
  return {
    now: () => own.getStore() ?? told ?? Date.now(),
    set(at) {
      told = at
    },
    at: (moment, act) => own.run(moment, act),
    release() {
      told = undefined
    },
  }
}
