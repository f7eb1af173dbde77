/** What a form holds of something several people save: the version it began from, and what is typed since. */
export interface Held<V> {
  readonly version: number
  readonly base: V
  readonly value: V
}

/** A form of what the server has: nothing typed yet. */
export function begin<V>(version: number, value: V): Held<V> {
  return { version, base: value, value }
}

export function isEdited<V>({ base, value }: Held<V>): boolean {
  return JSON.stringify(value) !== JSON.stringify(base)
}

/**
 * What a form holds once the server's state was read again: another version takes its place, unless something is typed
 * already: then the form stays with the version it began from, so that saving says that somebody was faster.
 */
export function readAgain<V>(held: Held<V> | null, version: number, value: V): Held<V> {
  if (!held || (version !== held.version && !isEdited(held))) return begin(version, value)
  return held
}

/** What a form holds once a save was taken back: what was typed since stays, not saved. */
export function takeBack<V>(held: Held<V> | null, version: number, value: V): Held<V> {
  return held && isEdited(held) ? { version, base: value, value: held.value } : begin(version, value)
}
