import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type Answer = (request: Received, response: ServerResponse) => void

/** A receiver on loopback, on a free port, gone after the test. */
export interface Sink {
  /** `127.0.0.1:port`, as the allow-list wants it. */
  readonly host: string
  readonly url: string
  /** In the order they were complete. */
  readonly received: readonly Received[]
  /** Resolves once so many requests are complete. */
  until(count: number): Promise<void>
  /** From the next request on. */
  answerWith(answer: Answer): void
  /** Answers the requests still unanswered, and those to come; by hanging up when not told how. */
  release(answer?: Answer): void
}

export const answerStatus =
  (status: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

export async function openSink(first: Answer = answerStatus(204), tls?: { key: string; cert: string }): Promise<Sink> {
  const received: Received[] = []
  const open = new Map<ServerResponse, Received>()
  const waiting: { count: number; resolve: () => void }[] = []
  let answer = first

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const entry = { url: request.url ?? '', headers: request.headers, body: await readBody(request) }
    received.push(entry)
    open.set(
      response.on('close', () => open.delete(response)),
      entry,
    )
    for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve()
    answer(entry, response)
  }
  const server = tls ? createSecureServer(tls, serve) : createServer(serve)
  // Clients of these tests hang up in the middle on purpose.
  server.on('clientError', (_error, socket) => socket.destroy())
  const host = await listen(server)
  onTestFinished(() => close(server))

  return {
    host,
    url: `${tls ? 'https' : 'http'}://${host}/hook`,
    received,
    async until(count) {
      if (received.length >= count) return
      await new Promise<void>(resolve => waiting.push({ count, resolve }))
    },
    answerWith(next) {
      answer = next
    },
    release(last = (_request, response) => response.destroy()) {
      answer = last
      for (const [response, entry] of open) last(entry, response)
    },
  }
}

/** A server that speaks no HTTP of its own: `speak` writes the bytes, after the first ones came in. */
export async function openRawSink(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createRawServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => speak(socket))
  })
  const host = await listen(server)
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return host
}

async function listen(server: RawServer): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return `127.0.0.1:${address.port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}
