import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createEgress, type EgressRequest } from '#server/delivery/egress.ts'
import { checkUrl, toAllowList } from '#server/delivery/url-guard.ts'
import corpus from '#tests/corpus/egress.json' with { type: 'json' }
import { answerStatus, openRawSink, openSink } from './sink.ts'

const post = (url: string, more: Partial<EgressRequest> = {}): EgressRequest => ({
  url,
  method: 'POST',
  headers: {},
  body: '{}',
  ...more,
})

/** Reaches the one server given, as an operator would allow it. */
const egressTo = (host: string) => createEgress({ allow: [host], resolve: async () => [] })

describe('the egress guard', () => {
  it('has a corpus of at least 250 disguises', () => {
    expect(corpus.length).toBeGreaterThan(250)
  })

  it.for(corpus)('refuses $url with $problem ($answers)', async row => {
    const canary = await openSink()
    const sockets = countSockets()
    const url = row.url.replace('{port}', canary.host.split(':')[1] ?? '')
    const resolve = vi.fn(async () => row.answers ?? ['127.0.0.1'])

    const egress = createEgress({ allow: [], resolve })
    await expect(egress(post(url))).rejects.toMatchObject({ name: 'EgressError', problem: row.problem })

    expect(sockets.count).toBe(0)
    expect(canary.received).toEqual([])
    expect(resolve).toHaveBeenCalledTimes(row.answers ? 1 : 0)
  })

  it.for([
    'https://hooks.example/x?y=1',
    'https://hooks.example:443/',
    'https://HOOKS.example./',
    'https://bücher.example/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://localhost.example/',
    'https://mylocal.example/',
  ])('lets %s through', url => {
    expect(checkUrl(url, toAllowList([]))).toMatchObject({ ok: true, listed: false })
  })

  it('lets an allowed host through on its very port only', async () => {
    const allowed = await openSink()
    const other = await openSink()
    const egress = egressTo(allowed.host)
    expect(await egress(post(allowed.url))).toMatchObject({ status: 204 })
    await expect(egress(post(other.url))).rejects.toMatchObject({ problem: 'address_refused' })
    await expect(egress(post(`http://u:p@${allowed.host}/`))).rejects.toMatchObject({ problem: 'userinfo_refused' })
    expect(other.received).toEqual([])
    expect(allowed.received).toHaveLength(1)
  })

  it('asks for the addresses once and connects to those', async () => {
    const sink = await openSink()
    const name = `crm.example:${sink.host.split(':')[1]}`
    const answers = [['127.0.0.1'], ['192.0.2.1']]
    const resolve = vi.fn(async () => answers.shift() ?? [])
    const egress = createEgress({ allow: [name], resolve })
    expect(await egress(post(`http://${name}/hook`))).toMatchObject({ status: 204 })
    expect(resolve).toHaveBeenCalledExactlyOnceWith('crm.example')
    expect(sink.received).toMatchObject([{ headers: { host: name } }])
  })

  it('gives a redirect back and does not follow it', async () => {
    const target = await openSink()
    const sink = await openSink(answerStatus(302, { location: target.url }))
    const egress = createEgress({ allow: [sink.host, target.host] })
    expect(await egress(post(sink.url))).toMatchObject({ status: 302 })
    expect(target.received).toEqual([])
  })

  it.for(['metadata-flavor', 'x-aws-ec2-metadata-token', 'host', 'cookie', 'transfer-encoding', 'Content-Type'])(
    'does not send the header %s',
    async name => {
      const sink = await openSink()
      await expect(egressTo(sink.host)(post(sink.url, { headers: { [name]: 'x' } }))).rejects.toThrow(TypeError)
      expect(sink.received).toEqual([])
    },
  )

  it('does not send a header value with a line break', async () => {
    const sink = await openSink()
    const headers = { authorization: 'Bearer x\r\nhost: evil' }
    await expect(egressTo(sink.host)(post(sink.url, { headers }))).rejects.toThrow(TypeError)
    expect(sink.received).toEqual([])
  })

  it('does not go through a proxy named by the environment', async () => {
    const proxy = await openSink()
    const sink = await openSink()
    vi.stubEnv('HTTP_PROXY', `http://${proxy.host}`)
    vi.stubEnv('http_proxy', `http://${proxy.host}`)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await egressTo(sink.host)(post(sink.url))).toMatchObject({ status: 204 })
    expect(proxy.received).toEqual([])
  })
})

describe('an answer', () => {
  it('is given with its status, its text and two of its headers', async () => {
    const headers = { 'content-type': 'text/plain', 'retry-after': '7', 'set-cookie': 'a=b', 'x-secret': 'y' }
    const sink = await openSink(answerStatus(429, headers, 'Grüße'))
    expect(await egressTo(sink.host)(post(sink.url, { body: '{"a":1}' }))).toEqual({
      status: 429,
      headers: { 'content-type': 'text/plain', 'retry-after': '7' },
      body: 'Grüße',
    })
    expect(sink.received).toMatchObject([{ url: '/hook', body: '{"a":1}', headers: { 'content-length': '7' } }])
  })

  it('without end is read up to 64 KiB', async () => {
    const closed = Promise.withResolvers<void>()
    const sink = await openSink((_request, response) => {
      response.writeHead(200).on('close', closed.resolve)
      const pour = () => {
        while (response.write('x'.repeat(4096)));
      }
      response.on('drain', pour)
      pour()
    })
    const { body } = await egressTo(sink.host)(post(sink.url))
    expect(body).toBe('x'.repeat(64 * 1024))
    await closed.promise
  })

  it('that is compressed is not unpacked', async () => {
    const bomb = gzipSync('0'.repeat(1_000_000))
    const sink = await openSink((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    })
    const { body } = await egressTo(sink.host)(post(sink.url))
    expect(body.length).toBeLessThanOrEqual(bomb.length)
    expect(sink.received[0]?.headers['accept-encoding']).toBe('identity')
  })

  it('that never begins is timed_out', async () => {
    const sink = await openSink(() => {})
    await expect(egressTo(sink.host)(post(sink.url, { timeoutMs: 60 }))).rejects.toMatchObject({ problem: 'timed_out' })
  })

  it('that drips is timed_out in all, not per drop', async () => {
    const sink = await openSink((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 5)
      response.on('close', () => clearInterval(drip))
    })
    await expect(egressTo(sink.host)(post(sink.url, { timeoutMs: 60 }))).rejects.toMatchObject({ problem: 'timed_out' })
  })

  it.for([
    ['is garbage', 'pfffft\r\n\r\n'],
    ['is another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['is cut in its head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['is cut in its body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    ['is cut between chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ['has a wrong chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n'],
    ['has two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['has endless headers', `HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(5000)}\r\n`],
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['is nothing at all', ''],
  ])('that %s is answer_broken', async ([, bytes = '']) => {
    const host = await openRawSink(socket => socket.end(bytes))
    await expect(egressTo(host)(post(`http://${host}/`))).rejects.toMatchObject({ problem: 'answer_broken' })
  })

  it('that ends in a reset is answer_broken', async () => {
    const host = await openRawSink(socket => socket.resetAndDestroy())
    await expect(egressTo(host)(post(`http://${host}/`))).rejects.toMatchObject({ problem: 'answer_broken' })
  })
})

describe('a connection', () => {
  it('to a port where nobody listens is connect_failed', async () => {
    const host = await closedPort()
    await expect(egressTo(host)(post(`http://${host}/`))).rejects.toMatchObject({ problem: 'connect_failed' })
  })

  it('to a certificate nobody vouches for is tls_failed, whatever the environment says', async () => {
    const pem = readFileSync(new URL('self-signed.pem', import.meta.url), 'utf8')
    const sink = await openSink(answerStatus(204), { key: pem, cert: pem })
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    onTestFinished(() => void vi.unstubAllEnvs())
    await expect(egressTo(sink.host)(post(sink.url))).rejects.toMatchObject({ problem: 'tls_failed' })
    expect(sink.received).toEqual([])
  })

  it('to a server without TLS is tls_failed over https', async () => {
    const host = await openRawSink(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    await expect(egressTo(host)(post(`https://${host}/`))).rejects.toMatchObject({ problem: 'tls_failed' })
  })

  it('to a name whose server never answers is timed_out', async () => {
    const egress = createEgress({ allow: [], resolve: () => new Promise(() => {}) })
    const request = post('https://hooks.example/', { timeoutMs: 30 })
    await expect(egress(request)).rejects.toMatchObject({ problem: 'timed_out' })
  })

  it('to a name that cannot be looked up is dns_failed', async () => {
    const egress = createEgress({ allow: [], resolve: () => Promise.reject(new Error('ESERVFAIL')) })
    await expect(egress(post('https://hooks.example/'))).rejects.toMatchObject({ problem: 'dns_failed' })
  })
})

/** Counts the connections this process begins during the test. */
function countSockets(): { count: number } {
  const seen = { count: 0 }
  const add = () => {
    seen.count += 1
  }
  subscribe('net.client.socket', add)
  onTestFinished(() => void unsubscribe('net.client.socket', add))
  return seen
}

async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  await new Promise(resolve => server.close(resolve))
  return `127.0.0.1:${address.port}`
}
