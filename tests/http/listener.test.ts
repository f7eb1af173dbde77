import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createListener } from '#server/http/listener.ts'
import { createTestApp } from '#tests/support/app.ts'
import { useTestDatabases } from '#tests/support/databases.ts'

const HOST = 'Host: localhost\r\n'
const POST = `POST /v1/sessions HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`
const QUICK = { headersMs: 60, requestMs: 120, checkMs: 20 }

interface Said {
  readonly status: number
  readonly type: string
  readonly code: string
}

const { openTestStore } = useTestDatabases('sqlite')

/** Parley's HTTP on a real socket; the function sends bytes and reads the answer up to its end. */
async function listen(times?: typeof QUICK) {
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: line => logged.push(line) })
  const { app, deps } = await createTestApp(await openTestStore(), { deps: { log } })
  const server = createListener(app, deps, times)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // a TCP listener's address is never a string

  async function send(text: string, { end = false } = {}): Promise<Said> {
    const socket = connect(port, '127.0.0.1')
    socket.write(text)
    if (end) socket.end()
    let heard = ''
    socket.on('data', chunk => {
      heard += chunk
      // Whoever keeps the connection has said all by then.
      if (heard.includes('\r\n\r\n') && heard.endsWith('}')) socket.destroy()
    })
    socket.on('error', () => {})
    await once(socket, 'close')
    const [head = '', body = ''] = heard.split('\r\n\r\n')
    const type = /content-type: ([^\r]*)/i.exec(head)?.[1] ?? ''
    const code = body ? (JSON.parse(body) as { code: string }).code : ''
    return { status: Number(head.split(' ')[1]), type, code }
  }
  return { send, logged }
}

const PROBLEM = 'application/problem+json'

it('who sends headers or a body too slowly is cut off', async () => {
  const { send, logged } = await listen(QUICK)
  const timeout = { status: 408, type: PROBLEM, code: 'request_timeout' }
  expect(await send(POST)).toEqual(timeout)
  expect(await send(`${POST}Content-Length: 100\r\n\r\n{`)).toEqual(timeout)
  expect(await send(`${POST}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`)).toEqual(timeout)
  expect(logged).toEqual([])
})

it('a body that breaks off is the sender’s matter, not a failure of ours', async () => {
  const { send, logged } = await listen()
  const answer = await send(`${POST}Content-Length: 100\r\n\r\n{}`, { end: true })
  const chunked = await send(`${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`, { end: true })
  expect([answer.status, chunked.status]).toEqual([400, 400])
  expect(logged).toEqual([])
})

it('a body of chunks without end is refused once it is too large', async () => {
  const { send } = await listen()
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
  const answer = await send(`${POST}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}`)
  expect(answer).toEqual({ status: 413, type: PROBLEM, code: 'too_large' })
})

it('what is no request at all gets a problem in the usual shape', async () => {
  const { send, logged } = await listen()
  const bad = { status: 400, type: PROBLEM, code: 'bad_request' }
  expect(await send('nonsense\r\n\r\n')).toEqual(bad)
  expect(await send('GET /livez HTTP/1.1\r\n\r\n')).toMatchObject({ status: 400 })
  expect(await send('GET /livez HTTP/1.1\r\nHost: a b<>/?\r\n\r\n')).toEqual(bad)
  expect(await send('GET /livez HTTP/1.1\r\nHost: x/readyz?\r\n\r\n')).toEqual(bad)
  expect(await send(`GET http://%00/livez HTTP/1.1\r\n${HOST}\r\n`)).toEqual(bad)
  expect(await send(`GET /livez HTTP/1.1\r\n${HOST}X: a\rb\r\n\r\n`)).toEqual(bad)
  expect(await send(`${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)).toEqual(bad)
  const large = await send(`GET /livez HTTP/1.1\r\n${HOST}X: ${'a'.repeat(20_000)}\r\n\r\n`)
  expect(large).toEqual({ status: 431, type: PROBLEM, code: 'headers_too_large' })
  expect(logged).toEqual([])
})
