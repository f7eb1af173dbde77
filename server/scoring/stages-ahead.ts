import { matchesGlob } from '#flows/condition.ts'
import type { BehaviorFact } from './behavior.ts'

/** Stages of a sale in their order, as Parley and most CRMs call them; a name counts where it first fits. */
const ORDER: readonly (readonly string[])[] = [
  ['new*', 'lead', '*open*'],
  ['mql', '*marketing qualified*', '*contact*', '*был контакт*'],
  ['sal', '*accepted*', '*appointment*'],
  ['sql', '*qualif*', '*discover*', '*analysis*', '*аудит*'],
  ['*demo*', '*presentation*', '*meeting*', '*evaluation*'],
  ['opportunity', '*propos*', '*quote*', '*offer*'],
  ['*negotia*', '*decision*', '*review*'],
  ['*contract*', '*commit*', '*verbal*'],
  ['customer', '*won*', '*closed*'],
]

/** Stages nobody moves on to, though their names look like others (`Closed Lost`, `Unqualified`, `hold` after a rejection). */
const BACK = [
  ...[
    '*lost*',
    '*unqualif*',
    '*disqualif*',
    '*not qualif*',
    '*reject*',
    '*recycl*',
    '*declin*',
    '*cancel*',
    '*abandon*',
  ],
  ...['hold', '*on hold*', '*verloren*', '*abgelehnt*', '*отказ*', '*проигр*'],
]

/**
 * Of acts that tell a `stage` only those that lead further than any before: a lost deal leads nowhere, and leaves how far the
 * lead came as it was. A name that the order does not know counts the first time. Given and given back oldest first.
 */
export function stagesAhead(events: readonly BehaviorFact[]): BehaviorFact[] {
  const reached = new Set<string>()
  let furthest = -1
  return events.filter(({ properties }) => {
    const name = String(properties?.stage ?? '')
      .trim()
      .toLowerCase()
    if (name === '' || reached.has(name) || fitsOne(BACK, name)) return false
    reached.add(name)
    const place = ORDER.findIndex(globs => fitsOne(globs, name))
    if (place < 0) return true
    const isAhead = place > furthest
    furthest = Math.max(furthest, place)
    return isAhead
  })
}

function fitsOne(globs: readonly string[], name: string): boolean {
  return globs.some(glob => matchesGlob(glob, name))
}
