import { compilePriorityList, type PriorityList } from './priority-list.ts'

/**
 * Makes the list of competitors ready to be asked with every lead. A domain means whatever lies below it, too:
 * `rival.example` is `eu.rival.example`. `match` gives the line that means a domain.
 */
export function compileCompetitorList(patterns: readonly string[]): PriorityList {
  const { size, match } = compilePriorityList(patterns.map(pattern => ({ pattern, listed: true })))
  return {
    size,
    match(domain) {
      for (const one of withParents(domain)) {
        const line = match(one)
        if (line !== null) return line
      }
      return null
    },
  }
}

/** `a.b.example`, `b.example`. */
export function withParents(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, from) => labels.slice(from).join('.'))
}
