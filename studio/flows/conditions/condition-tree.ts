import type { Condition } from '#flows/condition.ts'

/** How the parts of a condition go together. */
export type Join = 'all' | 'any' | 'none' | 'not_all'

/** One level of a condition, as the form shows it. */
export interface Level {
  readonly join: Join
  readonly parts: readonly Condition[]
}

export const JOINS: readonly { readonly id: Join; readonly label: string }[] = [
  { id: 'all', label: 'all of these hold' },
  { id: 'any', label: 'any of these holds' },
  { id: 'none', label: 'none of these holds' },
  { id: 'not_all', label: 'not all of these hold' },
]

/** Every condition has a level: a single comparison is one part. */
export function toLevel(condition: Condition): Level {
  if ('fact' in condition) return { join: 'all', parts: [condition] }
  if ('all' in condition) return { join: 'all', parts: condition.all }
  if ('any' in condition) return { join: 'any', parts: condition.any }
  if ('any' in condition.not) return { join: 'none', parts: condition.not.any }
  if ('all' in condition.not) return { join: 'not_all', parts: condition.not.all }
  return { join: 'none', parts: [condition.not] }
}

export function fromLevel({ join, parts }: Level): Condition {
  switch (join) {
    case 'all':
      return { all: parts }
    case 'any':
      return { any: parts }
    case 'none':
      return { not: { any: parts } }
    case 'not_all':
      return { not: { all: parts } }
  }
}

/** The outermost level: one comparison by itself needs no level around it. */
export function fromOutermost(level: Level): Condition {
  const [only] = level.parts
  const isPlain = level.join === 'all' || level.join === 'any'
  return isPlain && level.parts.length === 1 && only && 'fact' in only ? only : fromLevel(level)
}
