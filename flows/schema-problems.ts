import type { z } from 'zod'

/** What is wrong, and where: `pointer` is RFC 6901, `code` a stable slug. */
export interface SchemaProblem {
  readonly pointer: string
  readonly code: string
  readonly message: string
}

const MOST = 100

/** The problems of a zod error by JSON pointer, at most 100. Unions tell the problems of the alternative that came nearest. */
export function toProblems(error: z.ZodError): SchemaProblem[] {
  return error.issues.flatMap(issue => flatten(issue, [])).slice(0, MOST)
}

/** RFC 6901: `/steps/0/next`, with `~` and `/` in keys escaped. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

type Issue = z.core.$ZodIssue

function flatten(issue: Issue, above: readonly PropertyKey[]): SchemaProblem[] {
  const path = [...above, ...issue.path]
  const nearest = issue.code === 'invalid_union' ? nearestOf(issue.errors) : undefined
  if (nearest) return nearest.flatMap(inner => flatten(inner, path))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      pointer: toPointer([...path, key]),
      code: 'unknown_key',
      message: 'There is no such setting.',
    }))
  }
  return [{ pointer: toPointer(path), code: issue.code, message: issue.message }]
}

/** The only alternative that the keys fit, if there is exactly one. */
function nearestOf(alternatives: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = alternatives.filter(issues => issues.every(issue => issue.path.length > 0))
  return fitting.length === 1 ? fitting[0] : undefined
}
