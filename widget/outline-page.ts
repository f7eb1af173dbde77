import { parseAnswer } from '#flows/fields/index.ts'
import type { AskStep } from '#flows/flow.ts'
import { type Drafts, type FormPage, pagesOf } from './form-pages.ts'
import type { Talk } from './talk.ts'

/** Everything that is asked up to the first decision, as one page. */
export interface OutlinePage {
  readonly parts: readonly FormPage[]
  readonly asks: readonly AskStep[]
  /** Share of the questions to answer that have an answer. */
  readonly done: number
}

/**
 * The whole outline with what stands in the fields right now, so that questions come and go while somebody fills it in.
 * What is said after a question stands there once all before it are answered: it may depend on them. Undefined where
 * nothing is left to ask.
 */
export function outlinePage(talk: Talk, drafts: Drafts): OutlinePage | undefined {
  const all = pagesOf({ ...talk, played: withDrafts(talk, drafts) }, drafts)
  if (!pagesOf(talk, drafts).some(({ ahead }) => ahead)) return undefined
  let known = true
  const parts = all.map(part => {
    const shown = known ? part : { ...part, says: [] }
    known &&= part.asks.every(step => step.optional || isAnswered(talk, step, drafts))
    return shown
  })
  const asks = all.flatMap(part => part.asks)
  const needed = asks.filter(step => !step.optional)
  const answered = needed.filter(step => isAnswered(talk, step, drafts)).length
  return { parts, asks, done: needed.length > 0 ? answered / needed.length : 1 }
}

/** Where the visit would stand if the passed questions had the answers in their fields. */
function withDrafts({ player, played }: Talk, drafts: Drafts): Talk['played'] {
  return played.path.reduce((now, step) => {
    const value = drafts.get(step.id)
    const accepted = value === undefined ? undefined : now.accept({ type: 'answered', step: step.id, value })
    return step.kind === 'ask' && player.flow.fields[step.field] && accepted?.ok ? accepted.played : now
  }, played)
}

function isAnswered({ player, played }: Talk, { id, field }: AskStep, drafts: Drafts): boolean {
  const known = player.flow.fields[field]
  const value = drafts.get(id) ?? played.answers.get(id)
  return known !== undefined && value !== undefined && parseAnswer(known, value).ok
}
