/** What was edited, with the ways back and forth. */
export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** Edits in a row under one key (typing in one field) are one step back. */
  readonly key: string | null
}

/** Steps back that are kept. */
const DEPTH = 200

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], key: null }
}

export function edited<T>(history: History<T>, present: T, key: string | null = null): History<T> {
  if (present === history.present) return history
  const goesOn = key !== null && key === history.key
  const past = goesOn ? history.past : [...history.past, history.present].slice(-DEPTH)
  return { past, present, future: [], key }
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], key: null }
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future, key: null }
}
