import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { EgressResponse } from './egress.ts'

export interface Exchange {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly lookup: LookupFunction
  readonly signal: AbortSignal
}

/** How far it got says what went wrong: before a connection, before it was secure, after. */
export interface ExchangeError {
  readonly ok: false
  readonly problem: 'connect_failed' | 'tls_failed' | 'answer_broken' | 'timed_out'
  readonly cause: unknown
}

const MOST_BYTES = 64 * 1024

/** What callers may see of an answer's headers. */
const RESPONSE_HEADERS = ['content-type', 'location', 'retry-after']

/** One request and its answer, on a connection of its own, straight to the server (no proxy, no redirect, no cookie). */
export async function exchange(input: Exchange): Promise<{ ok: true; response: EgressResponse } | ExchangeError> {
  const stage = { problem: 'connect_failed' as ExchangeError['problem'] }
  try {
    const answer = await send(input, stage)
    const body = await readStart(answer)
    return { ok: true, response: { status: answer.statusCode ?? 0, headers: pick(answer), body } }
  } catch (cause) {
    return { ok: false, problem: input.signal.aborted ? 'timed_out' : stage.problem, cause }
  }
}

function send({ url, method, headers, body, lookup, signal }: Exchange, stage: { problem: ExchangeError['problem'] }) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const options = {
      method,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      lookup,
      signal,
      agent: false,
      maxHeaderSize: 16 * 1024,
      insecureHTTPParser: false,
    } as const
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    const secure = { ...options, rejectUnauthorized: true }
    const request = url.protocol === 'https:' ? requestHttps(url, secure) : requestHttp(url, options)
    watchStage(request, { secure: url.protocol === 'https:', stage })
    request.on('response', resolve)
    request.on('error', reject)
    // Neither a switch of protocols nor a silent close is an error to Node; unheard, the promise would never settle.
    request.on('upgrade', (_answer, socket) => socket.destroy())
    request.on('close', () => reject(new Error('The connection ended without an answer.')))
    request.end(body)
  })
}

interface Watched {
  readonly secure: boolean
  readonly stage: { problem: ExchangeError['problem'] }
}

function watchStage(request: ClientRequest, { secure, stage }: Watched): void {
  request.on('socket', socket => {
    socket.once('connect', () => {
      stage.problem = secure ? 'tls_failed' : 'answer_broken'
    })
    socket.once('secureConnect', () => {
      stage.problem = 'answer_broken'
    })
  })
}

/** Leaving the loop early destroys the connection: what a server sends beyond the limit is never read. */
async function readStart(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= MOST_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8')
}

function pick(answer: IncomingMessage): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const name of RESPONSE_HEADERS) {
    const value = answer.headers[name]
    if (typeof value === 'string') picked[name] = value
  }
  return picked
}
