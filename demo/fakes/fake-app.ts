import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { geist } from '../site/font.ts'

const stylesheet = read('fakes.css')
const script = read('live.js')

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * An app for a fake third party: the stylesheet and script its pages share, and on every answer the policy that keeps
 * pages that show what strangers sent from running any of it.
 */
export function createFakeApp(): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    context.header('Content-Security-Policy', policy)
    context.header('X-Content-Type-Options', 'nosniff')
  })
  app.get('/fakes.css', context => context.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.get('/geist.woff2', context => context.body(new Uint8Array(geist), 200, { 'Content-Type': 'font/woff2' }))
  app.get('/live.js', context => context.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
  return app
}

function read(name: string): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
}
