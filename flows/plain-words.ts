import type { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

/** What is wrong with a value, in plain words, where its schema has none of its own. Undefined = the library's words. */
export function plainWords(issue: Issue): string | undefined {
  if (issue.code === 'too_small') {
    const least = Number(issue.minimum)
    if (issue.origin === 'string') return least === 1 ? 'Write something here.' : `Use at least ${least} characters.`
    if (issue.origin === 'array') return least === 1 ? 'At least one is needed.' : `At least ${least} are needed.`
    if (isNumber(issue.origin)) return issue.inclusive === false ? `Use more than ${least}.` : `Use ${least} or more.`
  }
  if (issue.code === 'too_big') {
    const most = Number(issue.maximum)
    if (issue.origin === 'string') return `Use at most ${most} characters.`
    if (issue.origin === 'array') return `At most ${most} are possible.`
    if (isNumber(issue.origin)) return issue.inclusive === false ? `Use less than ${most}.` : `Use ${most} or less.`
  }
  return undefined
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int'
}
