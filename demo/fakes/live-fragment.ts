import type { Context } from 'hono'
import type { html } from 'hono/html'

/** Answers 304 while the version the page already shows is the current one; otherwise the fragment anew. */
export function liveFragment(context: Context, version: number, render: () => ReturnType<typeof html>) {
  const etag = `"${version}"`
  context.header('ETag', etag)
  context.header('Cache-Control', 'no-cache')
  if (context.req.header('If-None-Match') === etag) return context.body(null, 304)
  return context.html(render())
}
