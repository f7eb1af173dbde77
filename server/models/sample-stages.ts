import type { LeadTable } from '../store/lead-tables.ts'

type Stage = LeadTable['stage']

/** A random sample from each stage, drawn while leads stream by: each lead of a stage is as likely as the next to be in. */
export interface StageDraw<Item> {
  offer(stage: Stage, make: () => Item): void
  /** Stages that have any lead, in the order of `STAGES`. */
  drawn(): { readonly stage: Stage; readonly of: number; readonly items: readonly Item[] }[]
}

interface Reservoir<Item> {
  of: number
  readonly items: Item[]
}

/** Reservoir sampling (Vitter's algorithm R), the same for the same seed and the same leads in the same order. */
export function drawFromStages<Item>(
  stages: readonly Stage[],
  { size, seed }: { readonly size: number; readonly seed: number },
): StageDraw<Item> {
  const random = seeded(seed)
  const reservoirs = new Map<Stage, Reservoir<Item>>()
  return {
    offer(stage, make) {
      const reservoir = reservoirs.get(stage) ?? { of: 0, items: [] }
      reservoirs.set(stage, reservoir)
      reservoir.of += 1
      if (reservoir.items.length < size) {
        reservoir.items.push(make())
        return
      }
      const place = Math.floor(random() * reservoir.of)
      if (place < size) reservoir.items[place] = make()
    },
    drawn() {
      return stages.flatMap(stage => {
        const reservoir = reservoirs.get(stage)
        return reservoir ? [{ stage, of: reservoir.of, items: reservoir.items }] : []
      })
    },
  }
}

/** mulberry32: 0 ≤ number < 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
