import type { SiteFlow, Surface } from '#flows/api.ts'
import type { SitePlacement } from '#flows/compile-placement.ts'
import type { MountRequest } from '../page-host.ts'
import { config } from './config.ts'
import { facts } from './facts.ts'
import { page } from './page.ts'
import { quietly } from './quietly.ts'
import { targets } from './targets.ts'

/** Placements as the configuration has them, each with the page view on which its moment came: it comes once on each. */
interface Place extends SitePlacement {
  came?: string
}

/** Opens what has its place and its moment here and now, and gives the flow whose launcher belongs on the page. */
export function appear(open: (flow: string, how: Partial<MountRequest>) => Promise<void>): SiteFlow | undefined {
  const known = facts()
  let wanted: SiteFlow | undefined
  // One that this browser cannot read, such as its selector, keeps no other from coming.
  for (const site of config.flows)
    for (const place of (site.placements ?? []) as Place[])
      quietly(() => {
        const { flow } = site
        const { surface, when, due, asked, cap } = place
        if (!targets(when, known)) return
        if (place.came !== page.view && due.every(isDue)) {
          // What is clicked for was asked for, as often as that is.
          if (!asked) place.came = page.view
          if (asked || (cap && !page.talked && isLeft(flow, surface, cap))) open(flow, place)
        }
        if (surface === 'bubble' && place.came === page.view) wanted ??= site
      })
  return wanted
}

function isDue([kind, value]: SitePlacement['due'][number]): unknown {
  const now = page as unknown as Record<string, typeof value> // its measures go by the trigger's names; one it lacks is less than any
  return kind === 'click' ? page.click?.closest(value as string) : (now[kind] as typeof value) >= value
}

/** Whether this visitor has not had it often enough, nor come to its end. */
function isLeft(flow: string, surface: Surface, { times, days }: NonNullable<SitePlacement['cap']>): boolean {
  const began = days ? Date.now() - days * 86_400_000 : page.since
  let left = times
  for (const shown of page.seen)
    if (shown.flow === flow)
      left -= shown.what === 'completed' ? 9999 : shown.what === surface && shown.at >= began ? 1 : 0
  return left > 0
}
