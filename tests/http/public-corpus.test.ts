import { expect, it } from 'vitest'
import type { Problem } from '#flows/api.ts'
import corpus from '#tests/corpus/intake.json' with { type: 'json' }
import { createTestApp, type TestApp, type TestRequest } from '#tests/support/app.ts'
import { answered, countRows, newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

/** One bad request: what is sent, and the answer it must get. Nothing may be stored. */
interface BadInput {
  readonly title: string
  readonly route: string
  readonly method?: string
  /** A valid request for a session with these parts (RFC 6901 pointers) replaced or added. */
  readonly change?: Readonly<Record<string, unknown>>
  /** Sent as JSON; `{{site}}` and `{{release}}` are filled in. */
  readonly body?: unknown
  readonly raw?: string
  readonly base64?: string
  readonly repeat?: { readonly text: string; readonly times: number }
  readonly headers?: Readonly<Record<string, string>>
  readonly origin?: string
  readonly status: number
  readonly code: string
  readonly pointer?: string
}

const inputs = corpus as readonly BadInput[]

describeOnBoth('bad input', openTestStore => {
  it('gets its status and code, says nothing of itself, and stores nothing', { timeout: 60_000 }, async () => {
    const test = await createTestApp(await openTestStore())
    for (const input of inputs) {
      const response = await test.request(input.route, toRequest(test, input))
      const text = await response.text()
      const problem = JSON.parse(text) as Problem
      const told = { title: input.title, status: response.status, code: problem.code }
      expect(told).toEqual({ title: input.title, status: input.status, code: input.code })
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(problem.requestId).toBe(response.headers.get('x-request-id'))
      if (input.pointer) expect(problem.errors?.map(error => error.pointer)).toContain(input.pointer)
      expect(text).not.toMatch(/select |insert |node_modules|\.ts:/i)
      expect({ title: input.title, rows: await countRows(test) }).toEqual({ title: input.title, rows: {} })
    }
  })
})

function toRequest(test: TestApp, input: BadInput): TestRequest {
  const { method, headers, origin } = input
  const sent = contentOf(test, input)
  return {
    ...(method ? { method } : {}),
    ...(headers ? { headers } : {}),
    ...(origin === undefined ? {} : { origin }),
    ...(sent === undefined ? {} : { body: sent }),
  }
}

function contentOf(test: TestApp, { change, body, raw, base64, repeat }: BadInput) {
  if (base64 !== undefined) return Uint8Array.from(Buffer.from(base64, 'base64'))
  if (repeat) return repeat.text.repeat(repeat.times)
  if (raw !== undefined) return raw
  if (body !== undefined) {
    return JSON.stringify(body).replaceAll('{{site}}', test.site.key).replaceAll('{{release}}', test.release.id)
  }
  if (!change) return undefined
  const request: unknown = structuredClone(newSession(test, { events: answered({ q_need: 'spreadsheets' }) }))
  for (const [pointer, value] of Object.entries(change)) replaceAt(request, pointer.slice(1).split('/'), expand(value))
  return JSON.stringify(request)
}

function replaceAt(target: unknown, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  const holder = target as Record<string, unknown> // pointers of the corpus lead through objects and lists
  if (rest.length === 0) holder[key] = value
  else replaceAt(holder[key], rest, value)
}

/** `{"$repeat": "z", "times": 10000}` stands for a long text. */
function expand(value: unknown): unknown {
  const long = value as { $repeat?: string; times?: number } | null
  return typeof long === 'object' && typeof long?.$repeat === 'string' ? long.$repeat.repeat(long.times ?? 1) : value
}
