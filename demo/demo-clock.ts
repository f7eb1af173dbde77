/** A clock that tells a history first and real time afterwards. Milliseconds since 1970. */
export interface DemoClock {
  now(): number
  /** Stands still at this moment until it is set again. */
  set(at: number): void
  /** From here on it is the system's clock. */
  release(): void
}

export function createDemoClock(): DemoClock {
  let told: number | undefined
  return {
    now: () => told ?? Date.now(),
    set(at) {
      told = at
    },
    release() {
      told = undefined
    },
  }
}
