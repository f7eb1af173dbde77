import type { Answer, AskStep, Step } from '#flows/flow.ts'
import type { Talk } from './talk.ts'

/** Questions that stand together in the stepped form, with what is said before them. */
export interface FormPage {
  readonly says: readonly string[]
  readonly asks: readonly AskStep[]
  /** Holds the question the conversation waits at. */
  readonly ahead: boolean
}

/** The pages passed and those ahead with today's answers and drafts, up to the first decision. Steps that name a page share it while they follow each other. */
export function pagesOf({ player, played }: Talk, drafts: ReadonlyMap<string, Answer>): FormPage[] {
  const outline = player.outline(played, drafts).map(({ step }) => step)
  // Past a decision nothing can be taken back.
  const decided = played.path.findLastIndex(({ kind }) => kind === 'decide')
  const steps: Step[] = [...played.path.slice(decided + 1), ...outline]
  const pages: { says: string[]; asks: AskStep[]; ahead: boolean }[] = []
  let says: string[] = []
  for (const step of steps) {
    if (step.kind === 'say') says.push(step.text)
    if (step.kind !== 'ask') continue
    const last = pages.at(-1)
    const ahead = step.id === played.position.id
    if (last && step.page && last.asks.at(-1)?.page === step.page) {
      last.asks.push(step)
      last.says.push(...says)
      last.ahead ||= ahead
    } else {
      pages.push({ says, asks: [step], ahead })
    }
    says = []
  }
  return pages
}
