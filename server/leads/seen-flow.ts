import type { PublicFlow } from '#flows/flow.ts'
import { withVariants } from '#flows/locale.ts'

/** The flow in the wording a visitor saw. The same object when their variants change nothing. */
export function seenFlow(flow: PublicFlow, variants: Readonly<Record<string, string>>): PublicFlow {
  const patched = flow.experiments?.some(experiment => {
    const variant = experiment.variants.find(one => one.id === variants[experiment.id])
    return variant !== undefined && Object.keys(variant.patch).length > 0
  })
  return patched ? withVariants(flow, variants) : flow
}
