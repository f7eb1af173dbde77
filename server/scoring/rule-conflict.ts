/** Two rules of a model that do not go together, the later one and an earlier one. */
export interface RuleConflict {
  readonly code: 'contradiction' | 'counted_twice'
  readonly later: Conflicting
  readonly earlier: Conflicting
  /** In plain words. */
  readonly message: string
}

export interface Conflicting {
  readonly rule: string
  readonly name: string
  readonly points: number
  /** RFC 6901, from the model. */
  readonly pointer: string
}

/** Rules in words: by their ids too where both go by the same name. */
export function namesOf(later: Conflicting, earlier: Conflicting): { later: string; earlier: string } {
  if (later.name !== earlier.name) return { later: `“${later.name}”`, earlier: `“${earlier.name}”` }
  return { later: `“${later.name}” (${later.rule})`, earlier: `“${earlier.name}” (${earlier.rule})` }
}

/** For two rules that look for the very same thing. */
export function sameThing(what: 'condition' | 'act', later: Conflicting, earlier: Conflicting): RuleConflict {
  const names = namesOf(later, earlier)
  if (Math.sign(later.points) !== Math.sign(earlier.points)) {
    const message = `${names.later} contradicts ${names.earlier}: the same ${what} gives points and takes them. Keep one of them.`
    return { code: 'contradiction', later, earlier, message }
  }
  const message = `${names.later} counts the same ${what} as ${names.earlier} once more. Put all the points into one of them.`
  return { code: 'counted_twice', later, earlier, message }
}

/** `gives 5`, `takes 5`. */
export function worthInWords(points: number): string {
  return points > 0 ? `gives ${points}` : `takes ${-points}`
}

/** `“a”`, `“a” and “b”`, `“a”, “b” and 3 more`. */
export function listInWords(names: readonly string[]): string {
  const quoted = names.map(name => `“${name}”`)
  if (quoted.length <= 2) return quoted.join(' and ')
  return quoted.length === 3
    ? `${quoted[0]}, ${quoted[1]} and ${quoted[2]}`
    : `${quoted[0]}, ${quoted[1]} and ${quoted.length - 2} more`
}
