import { matchesGlob } from '#flows/condition.ts'
import type { BehaviorFact } from './behavior.ts'

/** Stages of a sale in their order, as Parley and most CRMs call them; a name counts where it first fits. */
const ORDER: readonly (readonly string[])[] = [
  ['new*', 'lead', '*open*'],
  ['mql', '*marketing qualified*', '*contact*', '*был контакт*'],
  ['sal', '*accepted*', '*appointment*', 'hold'],
  ['sql', '*qualif*', '*discover*', '*analysis*', '*аудит*'],
  ['*demo*', '*presentation*', '*meeting*', '*evaluation*'],
  ['opportunity', '*propos*', '*quote*', '*offer*'],
  ['*negotia*', '*decision*', '*review*'],
  ['*contract*', '*commit*', '*verbal*'],
  ['customer', '*won*', '*closed*'],
]

/**
 * Of acts that tell a `stage` only those that lead further than any before. A name that the order does not know counts the
 * first time. Given and given back oldest first.
 */
export function stagesAhead(events: readonly BehaviorFact[]): BehaviorFact[] {
  const reached = new Set<string>()
  let furthest = -1
  return events.filter(({ properties }) => {
    const name = String(properties?.stage ?? '')
      .trim()
      .toLowerCase()
    if (name === '' || reached.has(name)) return false
    reached.add(name)
    const place = ORDER.findIndex(globs => globs.some(glob => matchesGlob(glob, name)))
    if (place < 0) return true
    const isAhead = place > furthest
    furthest = Math.max(furthest, place)
    return isAhead
  })
}
