import type { FactSource, ToldFact } from './lead-facts.ts'

/** Who is believed more, strongest first: what a file or a look-up says is no better than what the visitor said. */
export const BELIEVED = ['sales', 'crm', 'api', 'visitor', 'import', 'enrichment'] as const satisfies readonly (
  | FactSource
  | 'visitor'
)[]

const WEAKER: ReadonlySet<string> = new Set(BELIEVED.slice(BELIEVED.indexOf('visitor') + 1))

/** Whether what a source tells stands over what the visitor said. */
export function isOverVisitor(source: FactSource): boolean {
  return !WEAKER.has(source)
}

/** What others told, without what gives way to an answer of the visitor. Pure. */
export function believedFacts(told: readonly ToldFact[], isAnswered: (fact: string) => boolean): readonly ToldFact[] {
  return told.filter(({ source, fact }) => isOverVisitor(source) || !isAnswered(fact))
}
