import type { PublicFlow } from '#flows/flow.ts'
import { withVariants } from '#flows/locale.ts'
import { createLruMap, type LruMap } from '../sessions/lru-map.ts'

/** Wordings of one flow that are kept; experiments multiply. */
const WORDINGS = 50

const worded = new WeakMap<PublicFlow, LruMap<string, PublicFlow>>()

/** The flow in the wording a visitor saw. The same object when their variants change nothing. */
export function seenFlow(flow: PublicFlow, variants: Readonly<Record<string, string>>): PublicFlow {
  const seen = (flow.experiments ?? []).flatMap(experiment => {
    const variant = experiment.variants.find(one => one.id === variants[experiment.id])
    return variant && Object.keys(variant.patch).length > 0 ? [`${experiment.id}.${variant.id}`] : []
  })
  if (seen.length === 0) return flow
  const wordings = worded.get(flow) ?? createLruMap<string, PublicFlow>(WORDINGS)
  worded.set(flow, wordings)
  const known = wordings.get(seen.join(' '))
  if (known) return known
  const made = withVariants(flow, variants)
  wordings.set(seen.join(' '), made)
  return made
}
