import type { Shape, Surface } from '#flows/api.ts'
import type { LoaderHost } from '../page-host.ts'
import { tellTrouble } from './tell.ts'

const SURFACES: readonly unknown[] = ['bubble', 'popup', 'slide_in', 'form'] satisfies readonly Surface[]
const SHAPES: readonly unknown[] = ['chat', 'steps', 'page'] satisfies readonly Shape[]

/**
 * `parley('start', flow, { surface, shape })`: opens a flow in the place and shape of the page's choice; what else stood open
 * closes.
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
  const isOpen = [...(loader.page.drawn ?? [])].some(
    ([
      host,
      {
        conversation: { record },
      },
    ]) => {
      return host.isConnected && record.flow === flow && record.surface === surface
    },
  )
  if (isOpen) return
  loader.close()
  loader.open(flow, { asked: true, surface: surface as Surface, shape: shape as Shape }) // both looked up above
}
