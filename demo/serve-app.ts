import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export interface ServedApp {
  readonly port: number
  /** `http://localhost:port`. */
  readonly origin: string
  close(): Promise<void>
}

/** Serves an app of the demo on loopback. Rejects when the port is taken; 0 takes a free one. */
export async function serveApp(app: Pick<Hono, 'fetch'>, { port }: { readonly port: number }): Promise<ServedApp> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server // no TLS or HTTP/2 options given, so a plain http.Server
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      if (address && typeof address === 'object') resolve(address.port)
      else reject(new Error('The server has no port.'))
    })
  })
  return {
    port: bound,
    origin: `http://localhost:${bound}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
