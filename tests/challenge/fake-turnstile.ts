import { type Answer, openSink, type Sink } from '#tests/delivery/sink.ts'

/** Cloudflare's siteverify, as its documentation says it answers: each answer holds once, and only with its own secret. */
export interface FakeTurnstile {
  readonly sink: Sink
  /** What the widget would give a browser that passed. */
  give(passed: { readonly session: string; readonly hostname?: string; readonly action?: string }): string
}

export const SECRET = '0x4AAAAAAAdTestsSecretOfASite'

/** Starts it on loopback, gone after the test. */
export async function openFakeTurnstile(): Promise<FakeTurnstile> {
  const given = new Map<string, { session: string; hostname: string; action: string }>()
  const answer: Answer = (request, response) => {
    const { secret, response: token } = JSON.parse(request.body) as { secret: string; response: string }
    const passed = given.get(token)
    const refuse = (code: string) => ({ success: false, 'error-codes': [code], messages: [] })
    const verdict =
      secret !== SECRET
        ? refuse('invalid-input-secret')
        : !passed
          ? refuse(token.startsWith('0.') ? 'timeout-or-duplicate' : 'invalid-input-response')
          : {
              success: true,
              challenge_ts: new Date().toISOString(),
              hostname: passed.hostname,
              action: passed.action,
              cdata: passed.session,
              'error-codes': [],
            }
    given.delete(token)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(verdict))
  }
  const sink = await openSink(answer)
  return {
    sink,
    give({ session, hostname = 'www.tallybarn.example', action = 'parley' }) {
      const token = `0.${session}.${given.size}`
      given.set(token, { session, hostname, action })
      return token
    },
  }
}
