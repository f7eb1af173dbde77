import type { Flow } from '#flows/flow.ts'
import type { FitRule } from '#server/http/api-type.ts'
import { hasOptions } from '../edit/edit-options.ts'
import { LEVELS } from '../flow-words.ts'

/** A line of a table of points. */
export interface Line {
  readonly id: string
  readonly label: string
}

/**
 * Lines of a rule that gives points by option: what the question offers, in its order, then what has points and is not
 * offered. `others` are further points that must have a line.
 */
export function linesOf(
  rule: Extract<FitRule, { kind: 'options' | 'source' }>,
  flow: Pick<Flow, 'fields'>,
  others: Readonly<Record<string, number>> = {},
): Line[] {
  const ids = [...new Set([...Object.keys(rule.points), ...Object.keys(others)])]
  if (rule.kind === 'source') return ids.map(id => ({ id, label: id }))
  const field = flow.fields[rule.fact]
  const offered: readonly Line[] = hasOptions(field) ? field.options : rule.fact.endsWith('.level') ? LEVEL_OPTIONS : []
  const gone = ids.filter(id => !offered.some(option => option.id === id))
  return [
    ...offered.map(({ id, label }) => ({ id, label })),
    ...gone.map(id => ({ id, label: hasOptions(field) ? `${id} (not asked)` : inWords(id) })),
  ]
}

const LEVEL_OPTIONS = Object.entries(LEVELS).map(([id, label]) => ({ id, label }))

function inWords(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
