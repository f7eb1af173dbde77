import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { SiteConfig } from '#flows/api.ts'
import { compilePlacement } from '#flows/compile-placement.ts'
import { publicFlow } from '#flows/locale.ts'
import { templates } from '#flows/templates/index.ts'
import { CONFIG_PLACEHOLDER, type WidgetManifest } from '#widget/build.ts'

export const LOADER_PATH = '/w/site.js'

export interface ServedWidget {
  readonly origin: string
  /** The loader as it was built, without a site's configuration. */
  readonly loader: string
  close(): void
}

/** Serves a built widget, the pricing flow, a page with nothing but the tag and one (`/empty`) without it, on a free port. */
export async function serveWidget(folder: string): Promise<ServedWidget> {
  const manifest: WidgetManifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const loader = await readFile(join(folder, manifest.loader), 'utf8')
  const flow = templates.find(({ id }) => id === 'pricing')?.flow
  if (!flow) throw new Error('There is no pricing template.')
  let origin = ''

  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    const send = (type: string, body: string | Buffer) => response.setHeader('content-type', type).end(body)
    if (path.startsWith('/assets/')) return send('text/javascript', await readFile(join(folder, path)))
    if (path.startsWith('/v1/flows/')) return send('application/json', JSON.stringify(publicFlow(flow, 'en')))
    if (path === '/empty') return send('text/html', EMPTY)
    if (path !== LOADER_PATH) return send('text/html', PAGE)
    const { label = 'Chat', teaser } = flow.launcher ?? {}
    const config: SiteConfig = {
      site: 'site',
      api: origin,
      entry: `${origin}/${manifest.entry}`,
      consent: 'required',
      flows: [
        {
          flow: flow.id,
          release: 'release',
          revision: 'revision',
          locales: ['en'],
          placements: [compilePlacement({ surface: 'bubble', shape: 'chat' })],
          bubble: { label, ...(teaser && { teaser }) },
          experiments: [],
        },
      ],
    }
    return send(
      'text/javascript',
      loader.replace(CONFIG_PLACEHOLDER, () => JSON.stringify(config)),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  return { origin, loader, close: () => server.close() }
}

const EMPTY = '<!doctype html><html lang="en"><title>Pricing</title>'
const PAGE = `${EMPTY}<script async src="${LOADER_PATH}"></script>`
