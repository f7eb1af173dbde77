import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RestingWebhook {
  /** `host:port` */
  readonly host: string
  readonly url: string
  close(): void
}

/**
 * A receiver that asks for ten minutes of rest at once: what is delivered meanwhile is no part of taking leads in, and the
 * bare server delivers nothing.
 */
export async function startRestingWebhook(): Promise<RestingWebhook> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(429, { 'retry-after': '600' }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP listener's address is never a string
  const host = `127.0.0.1:${port}`
  return {
    host,
    url: `http://${host}/leads`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
