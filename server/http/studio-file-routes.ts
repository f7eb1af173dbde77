import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { PAGE_HEADERS } from './security-headers.ts'
import { readStaticFiles, sendStaticFile } from './static-files.ts'

const FOREVER = 'public, max-age=31536000, immutable'

/** `/studio/…`: the built web app. Every path without a file is the app's own address and gets its page. */
export function studioFileRoutes(deps: Pick<Deps, 'config'>): Hono {
  const files = readStaticFiles(deps.config.studioDirectory)
  const app = new Hono()
  app.get('/studio', c => c.redirect('/studio/'))
  app.get('/studio/*', c => {
    const path = c.req.path.slice('/studio/'.length)
    const file = files.get(path)
    if (file && path !== 'index.html')
      return sendStaticFile(c.req.raw, file, { ...PAGE_HEADERS, 'cache-control': FOREVER })
    const page = files.get('index.html')
    if (!page || path.startsWith('assets/')) throw new ApiError('not_found')
    return sendStaticFile(c.req.raw, page, { ...PAGE_HEADERS, 'cache-control': 'no-cache' })
  })
  return app
}
