import { canonicalJson } from '#flows/canonical.ts'
import type { Experiment, Flow } from '#flows/flow.ts'
import { publicFlow, wordings } from '#flows/locale.ts'

/**
 * Gives experiments a new version where what visitors would see or how they are shared out differs from `live` under the
 * same version: counts of two different tests must not run together. `used` is the highest version with data, by experiment.
 */
export function raiseExperiments(draft: Flow, live: Flow | null, used: ReadonlyMap<string, number>): Flow {
  if (!live || !draft.experiments) return draft
  const experiments = draft.experiments.map(experiment => {
    const before = live.experiments?.find(({ id }) => id === experiment.id)
    if (!before || before.version !== experiment.version) return experiment
    if (tested(draft, experiment) === tested(live, before)) return experiment
    return { ...experiment, version: Math.max(experiment.version, used.get(experiment.id) ?? 0) + 1 }
  })
  return { ...draft, experiments }
}

/** All that makes an experiment the one it is: its variants, and the texts they replace. */
function tested(flow: Flow, { variants }: Experiment): string {
  const texts = wordings(publicFlow({ ...flow, experiments: [] }, flow.locale))
  const keys = [...new Set(variants.flatMap(({ patch }) => Object.keys(patch)))].sort()
  return canonicalJson({ variants, replaced: keys.map(key => texts[key] ?? null) })
}
