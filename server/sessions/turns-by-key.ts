/** Runs works of one key one after another, those of different keys side by side. */
export type TurnsByKey = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>

export function createTurnsByKey(): TurnsByKey {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    // Whatever came of the one before is its caller's business.
    const mine = before.then(work, work)
    const tail = mine.catch(() => {})
    last.set(key, tail)
    try {
      return await mine
    } finally {
      if (last.get(key) === tail) last.delete(key)
    }
  }
}
