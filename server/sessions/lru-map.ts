/** A map that forgets what was not used for longest: the newest `limit` entries stay, and at most as many again. */
export interface LruMap<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  delete(key: Key): void
}

export function createLruMap<Key, Value>(limit: number): LruMap<Key, Value> {
  // Two generations: moving an entry at each look, to keep one list in order, costs more than most of what is looked up.
  let young = new Map<Key, Value>()
  let old = new Map<Key, Value>()
  const keep = (key: Key, value: Value) => {
    if (young.size >= limit && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  return {
    get(key) {
      const value = young.get(key)
      if (value !== undefined) return value
      const older = old.get(key)
      if (older !== undefined) keep(key, older)
      return older
    },
    set: keep,
    delete(key) {
      young.delete(key)
      old.delete(key)
    },
  }
}
