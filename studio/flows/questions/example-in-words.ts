import { describeAnswer } from '#flows/fields/index.ts'
import type { Flow } from '#flows/flow.ts'
import type { Note } from '../editor/findings.ts'
import { fieldOf } from '../flow-words.ts'

/** The answers that lead to what a check found: `Your role? Student → Score and route: sales`. */
export function exampleInWords(flow: Flow, example: Note['example']): string {
  return (example ?? [])
    .map(({ step: id, answer }) => {
      const step = flow.steps.find(one => one.id === id)
      const field = step?.kind === 'ask' ? fieldOf(flow, step) : undefined
      if (step?.kind === 'decide') return `decided: ${String(answer)}`
      const words = answer === null ? 'skipped' : field ? describeAnswer(field, answer, flow.locale) : String(answer)
      return `${step?.kind === 'ask' ? step.field.replaceAll('_', ' ') : id}: ${words}`
    })
    .join(' → ')
}
