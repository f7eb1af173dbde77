import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { PAGE_HEADERS } from '../security-headers.ts'
import { sendStaticFile, toStaticFile } from '../static-files.ts'
import { createApiDocument } from './api-document.ts'
import { renderDocs } from './docs-page.ts'

const CACHE = { 'cache-control': 'public, max-age=300' }

/** `/openapi.json` and `/docs`: the public API described, for machines and for people. */
export function docsRoutes({ config }: Pick<Deps, 'config'>): Hono {
  const document = createApiDocument(config.publicUrl)
  const text = (body: string, type: string) => toStaticFile(new TextEncoder().encode(body), type)
  const json = text(JSON.stringify(document, null, 2), 'application/json')
  const page = text(renderDocs(document), 'text/html; charset=utf-8')
  const style = toStaticFile(readFileSync(new URL('docs.css', import.meta.url)), 'text/css; charset=utf-8')

  const app = new Hono()
  app.get('/openapi.json', c =>
    sendStaticFile(c.req.raw, json, {
      ...CACHE,
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    }),
  )
  app.get('/docs', c => sendStaticFile(c.req.raw, page, { ...CACHE, ...PAGE_HEADERS }))
  app.get('/docs.css', c => sendStaticFile(c.req.raw, style, { ...CACHE, ...PAGE_HEADERS }))
  return app
}
