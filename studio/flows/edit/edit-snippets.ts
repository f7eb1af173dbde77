import type { Flow, Snippet } from '#flows/flow.ts'
import { dropWordings } from './drop-wordings.ts'
import { freeId, slugOf } from './slugs.ts'

/** Adds an approved reply to a question; answers with its id. */
export function addSnippet(flow: Flow, question: string): { readonly flow: Flow; readonly id: string } {
  const snippets = flow.snippets ?? []
  const id = freeId(
    slugOf(question, 'reply'),
    snippets.map(one => one.id),
  )
  return { flow: { ...flow, snippets: [...snippets, { id, questions: [question], text: 'Your reply' }] }, id }
}

/** Replaces a reply; its id stays. */
export function changeSnippet(flow: Flow, id: string, change: Partial<Omit<Snippet, 'id'>>): Flow {
  const snippets = (flow.snippets ?? []).map(snippet => {
    if (snippet.id !== id) return snippet
    const { link, ...rest } = { ...snippet, ...change }
    return link ? { ...rest, link } : rest
  })
  return { ...flow, snippets }
}

/** Takes a reply out, with its translations. */
export function removeSnippet(flow: Flow, id: string): Flow {
  const { flow: cleaned } = dropWordings(flow, key => key.startsWith(`snippets.${id}.`))
  const { snippets = [], ...rest } = cleaned
  const left = snippets.filter(snippet => snippet.id !== id)
  return left.length > 0 ? { ...rest, snippets: left } : rest
}

/** One question a line, without empty ones. */
export function toQuestions(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim().slice(0, 200))
    .filter(line => line !== '')
}
