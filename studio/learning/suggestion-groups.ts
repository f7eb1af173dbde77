import type { LearningReport } from '#server/http/api-type.ts'

export type Suggestion = LearningReport['suggestions'][number]

export interface SuggestionGroup {
  readonly id: string
  readonly label: string
  /** No rule looks at it yet. */
  readonly isNew: boolean
  readonly suggestions: readonly Suggestion[]
}

/** One group for each rule that has options, one for all single rules, then facts no rule looks at; largest changes first. */
export function groupSuggestions(suggestions: readonly Suggestion[]): SuggestionGroup[] {
  const byRule = Map.groupBy(suggestions, ({ kind, rule }) => (kind === 'rule' ? 'rule:' : `${kind}:${rule}`))
  const groups = [...byRule].map(([id, members]): SuggestionGroup => {
    const [first] = members
    return {
      id,
      label: id === 'rule:' ? 'What they did' : (first?.label ?? id),
      isNew: first?.kind === 'new',
      suggestions: members.toSorted((a, b) => b.present - a.present || b.suggested - a.suggested),
    }
  })
  return groups.sort((a, b) => Number(a.isNew) - Number(b.isNew) || largestChange(b) - largestChange(a))
}

export function changeOf({ present, suggested }: Suggestion): number {
  return suggested - present
}

function largestChange({ suggestions }: SuggestionGroup): number {
  return Math.max(0, ...suggestions.map(one => Math.abs(changeOf(one))))
}
