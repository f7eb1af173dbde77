import type { Flow, Snippet } from '../flow.ts'
import { fill } from '../locale.ts'
import { wordsOf } from '../questions.ts'
import { toPointer } from '../schema-problems.ts'
import { error, type Finding, warning } from './finding.ts'

/** Quiet exits, approved replies, and braces that put nothing in. */
export function checkTalk(flow: Flow): Finding[] {
  return [
    ...flow.steps.flatMap((step, index) => {
      if (step.kind !== 'ask' || step.elsewhere === undefined) return []
      const field = flow.fields[step.field]
      const options = field && 'options' in field ? field.options : []
      if (options.some(({ id }) => id === step.elsewhere)) return []
      const message = `There is no option ${step.elsewhere} to show apart.`
      return [error('unknown_option', { pointer: toPointer(['steps', index, 'elsewhere']), step: step.id, message })]
    }),
    ...checkSnippets(flow.snippets ?? []),
    ...checkBraces(flow),
  ]
}

/** `{{first name}}` and `{{name` look like places for an answer and are shown as they are. */
function checkBraces(flow: Flow): Finding[] {
  return flow.steps.flatMap((step, index) => {
    if (!('text' in step) || !/\{\{|\}\}/.test(fill(step.text, {}))) return []
    const message = 'Write a place for an answer as {{name}}, or {{name|there}} with words for when it is missing.'
    return [warning('broken_pipe', { pointer: toPointer(['steps', index, 'text']), step: step.id, message })]
  })
}

function checkSnippets(snippets: readonly Snippet[]): Finding[] {
  const owner = new Map<string, string>()
  const ids = new Set<string>()
  return snippets.flatMap(({ id, questions }, index) => {
    const findings: Finding[] = []
    if (ids.has(id)) {
      const message = `Two replies are called ${id}.`
      findings.push(error('duplicate_id', { pointer: toPointer(['snippets', index, 'id']), message }))
    }
    ids.add(id)
    for (const [at, question] of questions.entries()) {
      const words = wordsOf(question).join(' ')
      const other = owner.get(words)
      const pointer = toPointer(['snippets', index, 'questions', at])
      if (words === '') findings.push(warning('empty_question', { pointer, message: 'Nobody asks this in words.' }))
      else if (other !== undefined && other !== id) {
        const message = `“${question}” is answered by another reply too, so neither is given.`
        findings.push(warning('same_question', { pointer, message }))
      }
      owner.set(words, id)
    }
    return findings
  })
}
