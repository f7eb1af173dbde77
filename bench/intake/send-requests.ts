import { connect, type Socket } from 'node:net'
import { PAGE_ORIGIN } from './submission.ts'

interface Load {
  readonly port: number
  /** Requests under way at any time, each on a connection of its own that is kept alive. */
  readonly connections: number
  /** JSON texts, sent once each. */
  readonly bodies: readonly string[]
}

export interface Sent {
  /** From the first byte of the first request to the last byte of the last answer. */
  readonly seconds: number
  /** Of each request, in ms, in the order of the answers. */
  readonly latencies: readonly number[]
  /** Answers that asked to try again later, as an overloaded server may. */
  readonly refused: number
}

/** Posts every body to `/v1/sessions` as a browser on the site would, as fast as the answers come. Throws when one is refused. */
export async function sendRequests({ port, connections, bodies }: Load): Promise<Sent> {
  const latencies: number[] = []
  let refused = 0
  const queue = bodies.values()
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const startedAt = performance.now()
  await Promise.all(
    sockets.map(async socket => {
      const answers = readAnswers(socket)
      for (const body of queue) {
        const sentAt = performance.now()
        for (let answer: HttpAnswer | undefined; !answer || !STORED.has(answer.status); ) {
          if (answer?.status === BUSY) refused += 1
          else if (answer) throw new Error(`A submission was answered with ${answer.status}: ${answer.body}`)
          socket.write(toRequest(port, body))
          answer = (await answers.next()).value
          if (!answer) throw new Error('The server closed a connection.')
        }
        latencies.push(performance.now() - sentAt)
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  for (const socket of sockets) socket.destroy()
  return { seconds, latencies, refused }
}

/** Created now, or by a request whose answer said to try again. */
const STORED = new Set([201, 200])
const BUSY = 503

/** What Chromium sends along. */
const HEADERS = [
  'connection: keep-alive',
  'accept: */*',
  'accept-encoding: gzip, deflate, br, zstd',
  'accept-language: en-GB,en;q=0.9',
  'content-type: text/plain;charset=UTF-8',
  `origin: ${PAGE_ORIGIN}`,
  `referer: ${PAGE_ORIGIN}/`,
  'sec-fetch-dest: empty',
  'sec-fetch-mode: cors',
  'sec-fetch-site: cross-site',
  'user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
].join('\r\n')

function toRequest(port: number, body: string): string {
  const own = `host: 127.0.0.1:${port}\r\ncontent-length: ${Buffer.byteLength(body)}`
  return `POST /v1/sessions HTTP/1.1\r\n${own}\r\n${HEADERS}\r\n\r\n${body}`
}

interface HttpAnswer {
  readonly status: number
  readonly body: string
}

/** A client of a few lines: it must leave the processor to the server it shares the machine with. */
async function* readAnswers(socket: Socket): AsyncGenerator<HttpAnswer, undefined> {
  let text = ''
  for await (const chunk of socket.setEncoding('latin1')) {
    text += chunk
    const answer = parseAnswer(text)
    if (!answer) continue
    text = ''
    yield answer
  }
}

/** Undefined while a part is missing. */
function parseAnswer(text: string): HttpAnswer | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1]
  if (length === undefined) throw new Error(`An answer without a length:\n${text.slice(0, end)}`)
  const body = text.slice(end + 4)
  return body.length < Number(length) ? undefined : { status: Number(text.slice(9, 12)), body }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket)).once('error', reject)
  })
}
