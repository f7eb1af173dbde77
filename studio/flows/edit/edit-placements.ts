import type { Cap, Placement, Trigger } from '#flows/placement.ts'
import { DEFAULT_CAP, isUnasked } from '#flows/placement.ts'

export type TriggerKind = keyof Trigger

/** Parts to replace; undefined takes one out. */
export type PlacementChange = { readonly [Part in keyof Placement]?: Placement[Part] | undefined }

export function addPlacement(placements: readonly Placement[]): readonly Placement[] {
  const hasBubble = placements.some(({ surface }) => surface === 'bubble')
  const fresh: Placement = hasBubble
    ? { surface: 'slide_in', shape: 'chat', trigger: { delay: 10 }, cap: DEFAULT_CAP }
    : { surface: 'bubble', shape: 'chat' }
  return [...placements, fresh]
}

/** What has no effect on another surface goes with the one it was for. */
export function changePlacement(
  placements: readonly Placement[],
  index: number,
  change: PlacementChange,
): readonly Placement[] {
  return placements.map((placement, at) => {
    if (at !== index) return placement
    const { surface, shape, when, trigger, cap } = { ...placement, ...change }
    if (!surface || !shape) return placement
    const stays = surface === 'inline' || surface === 'hosted'
    return {
      surface,
      shape,
      ...(when && { when }),
      ...(trigger && !stays && { trigger }),
      ...(cap && isUnasked(surface) && { cap }),
    }
  })
}

export function removePlacement(placements: readonly Placement[], index: number): readonly Placement[] {
  return placements.filter((_placement, at) => at !== index)
}

export function movePlacement(placements: readonly Placement[], index: number, by: -1 | 1): readonly Placement[] {
  const moved = placements[index]
  if (!moved) return placements
  return removePlacement(placements, index).toSpliced(index + by, 0, moved)
}

/** A trigger of this kind to begin with; none = at once. */
export function startTrigger(kind: TriggerKind | undefined): Trigger | undefined {
  switch (kind) {
    case undefined:
      return undefined
    case 'exit':
      return { exit: true }
    case 'click':
      return { click: '#talk-to-us' }
    case 'event':
      return { event: 'calculator_used' }
    default:
      return { [kind]: START[kind] }
  }
}

const START = { delay: 10, idle: 30, scroll: 50, pages: 3 } as const

/** The same cap counted in another way. */
export function capPer(cap: Cap, per: Cap['per'], days?: number): Cap {
  if (per === 'session') return { times: cap.times, per }
  return { times: cap.times, per, ...(days !== undefined && { days }) }
}
