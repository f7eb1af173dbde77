import type { Experiment } from './flow.ts'

const BASIS_POINTS = 10_000

/**
 * The variant a unit belongs to, or null: the experiment does not run, or the unit falls outside its weights.
 * `unit` is the visitor's id (ASCII). Same id, same experiment version, same variant, on every machine.
 */
export function assign(experiment: Experiment, unit: string): string | null {
  if (experiment.status !== 'running') return null
  const point = bucket(`${experiment.id}:${experiment.version}`, unit)
  let upTo = 0
  for (const variant of experiment.variants) {
    upTo += variant.weight
    if (point < upTo) return variant.id
  }
  return null
}

/** Experiment id -> variant id, for the running experiments (a flow's, or a list) that include the unit. */
export function assignAll(
  tested: readonly Experiment[] | { readonly experiments?: readonly Experiment[] },
  unit: string,
): Record<string, string> {
  const chosen: Record<string, string> = {}
  for (const experiment of isList(tested) ? tested : (tested.experiments ?? [])) {
    const variant = assign(experiment, unit)
    if (variant !== null) chosen[experiment.id] = variant
  }
  return chosen
}

/** Basis point 0–9,999 of a unit: GrowthBook's hash v2 (hashed twice, or experiments correlate with each other). */
export function bucket(seed: string, unit: string): number {
  return fnv1a32(String(fnv1a32(seed + unit))) % BASIS_POINTS
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

function isList(tested: unknown): tested is readonly Experiment[] {
  return Array.isArray(tested)
}
