import type { CreateSessionRequest, CreateSessionResponse, ExposuresRequest, SessionEvent } from '#flows/api.ts'

/** Sends a request to Parley: over the network, or straight into the app. */
export type Send = (request: Request) => Promise<Response>

/** What a visitor's browser sends, through the same public API. Each call throws when it is refused. */
export interface VisitorApi {
  expose(request: Omit<ExposuresRequest, 'site'>): Promise<void>
  talk(request: Omit<CreateSessionRequest, 'site'>): Promise<CreateSessionResponse>
  goOn(session: Pick<CreateSessionResponse, 'session' | 'token'>, events: readonly SessionEvent[]): Promise<void>
}

export function createVisitorApi(options: {
  readonly send: Send
  readonly parleyOrigin: string
  readonly siteOrigin: string
  readonly siteKey: string
}): VisitorApi {
  const { send, parleyOrigin, siteOrigin, siteKey: site } = options

  async function post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'text/plain', origin: siteOrigin }
    const response = await send(
      new Request(`${parleyOrigin}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    )
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`)
    return await response.json()
  }

  return {
    async expose(request) {
      await post('/exposures', { site, ...request })
    },
    async talk(request) {
      return (await post('/sessions', { site, ...request })) as CreateSessionResponse // our own server's answer
    },
    async goOn({ session, token }, events) {
      await post(`/sessions/${session}/events`, { token, events })
    },
  }
}
