import type { Shape, Surface } from '#flows/api.ts'
import type { Conversation } from '../conversation.ts'
import { loadMore } from '../load-more.ts'
import type { LoaderHost } from '../page-host.ts'
import type { ParleyPlace } from './page-types.ts'
import { tellTrouble } from './tell.ts'
import { whenLoaded } from './when-loaded.ts'

const SURFACES: readonly unknown[] = ['bubble', 'popup', 'slide_in', 'form'] satisfies readonly Surface[]
const SHAPES: readonly unknown[] = ['chat', 'steps', 'page'] satisfies readonly Shape[]

/**
 * `parley('start', flow, { surface, shape })`: opens a flow in the place and shape of the page's choice, where it was left
 * off, or anew if it had come to its end; what else stood open closes.
 */
export function start(loader: LoaderHost, [flow, options]: readonly unknown[]): void {
  if (!loader.config.flows.some(site => site.flow === flow)) {
    tellTrouble('unknown_flow', `No flow ${String(flow).slice(0, 80)} is live on this site.`)
    return
  }
  const { surface = 'bubble', shape = 'chat' } = (options ?? {}) as { surface?: unknown; shape?: unknown } // looked at below
  if (!SURFACES.includes(surface) || !SHAPES.includes(shape)) {
    tellTrouble('bad_value', "parley('start', …) takes a surface and a shape that Parley knows.", String(flow))
    return
  }
  const place = { flow: String(flow), surface: surface as Surface } // both looked up above
  if (standing(loader, place)) return
  loader.close()
  const open = async () => {
    await loader.open(flow, { asked: true, surface: place.surface, shape: shape as Shape })
    const conversation = standing(loader, place)
    const talk = conversation && (await whenLoaded(conversation))
    if (conversation && talk?.played.done) (await loadMore()).restart(conversation)
  }
  open().catch(error => reportError(error))
}

/** What stands open of a flow in a place. */
function standing({ page }: LoaderHost, place: Pick<ParleyPlace, 'flow' | 'surface'>): Conversation | undefined {
  for (const [host, { conversation }] of page.drawn ?? []) {
    const { flow, surface } = conversation.record
    if (host.isConnected && flow === place.flow && surface === place.surface) return conversation
  }
  return
}
