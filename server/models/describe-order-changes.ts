import type { ScoreModel } from '../scoring/score-model.ts'
import type { ModelChange } from './describe-model-changes.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Another order where the first that holds counts: of regions, and of reasons to say no. What came or went is told elsewhere. */
export function describeOrderChanges(was: ScoreModel, is: ScoreModel): ModelChange[] {
  return LISTS.flatMap(({ text, of }): ModelChange[] => {
    const [before, after] = [both(of(was), of(is)), both(of(is), of(was))]
    if (before.every(({ id }, index) => after[index]?.id === id)) return []
    return [{ group: 'rules', kind: 'changed', text, before: inWords(before), after: inWords(after) }]
  })
}

const LISTS: readonly { readonly text: string; readonly of: (model: ScoreModel) => readonly Named[] }[] = [
  { text: 'Order of regions', of: ({ regions = [] }) => regions.map(({ id, label }) => ({ id, name: label })) },
  {
    text: 'Order of disqualifiers',
    of: ({ disqualify }) => disqualify.map(({ id, reason }) => ({ id, name: reason })),
  },
]

/** Those of a list that are in the other as well. */
function both(list: readonly Named[], other: readonly Named[]): Named[] {
  const kept = new Set(other.map(({ id }) => id))
  return list.filter(({ id }) => kept.has(id))
}

function inWords(list: readonly Named[]): string {
  return list.map(({ name }) => name).join(', ')
}
