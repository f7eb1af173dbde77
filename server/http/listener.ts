import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { problemFrom } from './problem.ts'

interface Times {
  /** Who takes longer to send the headers, or the whole request, is cut off with 408. */
  readonly headersMs: number
  readonly requestMs: number
  /** How often connections are looked at for that; with Node's own half a minute the others would not hold. */
  readonly checkMs: number
}

const TIMES: Times = { headersMs: 10_000, requestMs: 30_000, checkMs: 1_000 }

/** The app behind HTTP/1.1. What never becomes a request for the app is answered as problem+json too. */
export function createListener(
  app: Pick<Hono, 'fetch'>,
  deps: Pick<Deps, 'log' | 'newId'>,
  { headersMs, requestMs, checkMs }: Times = TIMES,
): Server {
  const answer = (error: unknown) =>
    problemFrom(error instanceof RequestError ? notARequest(error) : error, deps.newId(), deps.log)
  const server = createServer(
    { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs },
    getRequestListener((request, env) => app.fetch(request, env), { errorHandler: answer }),
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || hasBegun(socket)) socket.destroy()
    else void endWith(socket, answer(refusalOf(error)))
  })
  return server
}

function notARequest(cause: unknown): ApiError {
  return new ApiError('bad_request', { detail: 'This is not a request that HTTP/1.1 allows.', cause })
}

/** https://nodejs.org/api/http.html#event-clienterror */
function refusalOf(error: NodeJS.ErrnoException): ApiError {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ApiError('request_timeout', { cause: error })
  if (error.code === 'HPE_HEADER_OVERFLOW') return new ApiError('headers_too_large', { cause: error })
  return notARequest(error)
}

/** A second head in the middle of an answer would garble it. Node keeps the answer under way at the socket. */
function hasBegun(socket: Duplex): boolean {
  const { _httpMessage } = socket as Duplex & { _httpMessage?: ServerResponse<IncomingMessage> | null }
  return _httpMessage?.headersSent ?? false
}

async function endWith(socket: Duplex, response: Response): Promise<void> {
  const body = await response.text()
  const headers = [...response.headers, ['connection', 'close'], ['content-length', String(Buffer.byteLength(body))]]
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}\r\n${head}\r\n${body}`)
}
