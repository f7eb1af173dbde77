import { Window } from 'happy-dom'
import { afterEach, vi } from 'vitest'
import type { SessionEventBody, SiteConfig } from '#flows/api.ts'
import type { TestApp } from '#tests/support/app.ts'
import { SITE_ORIGIN, START } from '#tests/support/app.ts'
import { eventually } from '#tests/support/eventually.ts'
import type { Conversation } from '#widget/conversation.ts'
import type { PageHost } from '#widget/page-host.ts'
import type { Talk } from '#widget/talk.ts'

export interface SentRequest {
  readonly path: string
  readonly body: string
  readonly beacon: boolean
}

/** One tab of a visitor's browser on the site, in front of the real server. */
export interface VisitorBrowser {
  /** Everything sent to the server's `/v1`, in order, arrived or not. */
  readonly sent: readonly SentRequest[]
  /** What happens to requests: they arrive by default. */
  line: 'up' | 'down' | 'answers are lost'
  /** Changes what arrives. */
  tamper: ((request: SentRequest) => string) | undefined
  /** Loads the page anew: fresh modules, the tab's storage kept. */
  openPage(): Promise<VisitorPage>
}

export interface VisitorPage {
  readonly conversation: Conversation
  talk(): Talk
  give(body: SessionEventBody): void
  answer(step: string, value: string | boolean): void
  /** The browser says the network is back. */
  goOnline(): void
  /** The page is left. */
  leave(): void
  /** Waits until the conversation looks so. */
  until(what: string, holds: (talk: Talk) => boolean): Promise<Talk>
  /** Waits until the widget has noticed that the server is out of reach. */
  untilOffline(): Promise<unknown>
}

// Who answers faster than that is taken for a robot.
const READING_MS = 4000

const clock = performance

/** Takes the globals that the widget reads from a happy-dom window; fetch goes to the app. Undone after each test. */
export function createVisitorBrowser(test: TestApp): VisitorBrowser {
  // Timers of the widget only: the server has its own. Those left over at the end are gone with it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START })
  const window = new Window({ url: `${SITE_ORIGIN}/pricing?utm_source=news` })
  const sent: SentRequest[] = []
  const browser: VisitorBrowser = { sent, line: 'up', tamper: undefined, openPage }

  const deliver = async (request: SentRequest, init: { method?: string; headers?: HeadersInit }) => {
    if (browser.line === 'down') throw new TypeError('Failed to fetch')
    const body = browser.tamper?.(request) ?? request.body
    const headers = Object.fromEntries(new Headers(init.headers))
    const response = await test.request(request.path, {
      ...(init.method === undefined ? {} : { method: init.method }),
      headers: { ...headers, ...(body && { 'content-type': 'text/plain' }) },
      ...(body && { body }),
    })
    if (browser.line === 'answers are lost') throw new TypeError('Failed to fetch')
    return response
  }
  const toPath = (url: string) => new URL(url).pathname

  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const request = { path: toPath(url), body: init.body ? String(init.body) : '', beacon: false }
    if (request.body) sent.push(request)
    return await deliver(request, {
      ...(init.method === undefined ? {} : { method: init.method }),
      ...(init.headers === undefined ? {} : { headers: init.headers }),
    })
  })
  const navigator = {
    language: 'en-GB',
    languages: ['en-GB'],
    sendBeacon(url: string, body: string) {
      const request = { path: toPath(url), body, beacon: true }
      sent.push(request)
      deliver(request, { method: 'POST' }).catch(() => {})
      return true
    },
  }
  vi.stubGlobal('navigator', navigator)
  vi.stubGlobal('document', window.document)
  vi.stubGlobal('location', window.location)
  vi.stubGlobal('sessionStorage', window.sessionStorage)
  vi.stubGlobal('innerWidth', 1280)
  // Both clocks of the browser jump with the one that the test moves; this one goes on by itself, too.
  vi.stubGlobal('performance', { now: () => clock.now() + Date.now() - START })
  let listening = new EventTarget()
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) => listening.addEventListener(type, listener))
  vi.stubGlobal('removeEventListener', (type: string, listener: () => void) =>
    listening.removeEventListener(type, listener),
  )

  async function openPage(): Promise<VisitorPage> {
    listening = new EventTarget()
    vi.resetModules()
    const { openConversation } = await import('#widget/conversation.ts')
    const { connect } = await import('#widget/outbox.ts')
    // What is sent goes through the module of the first answer.
    await import('#widget/more.ts')
    const config: SiteConfig = await (await test.request(`/v1/sites/${test.site.key}`)).json()
    const site = config.flows[0]
    if (!site) throw new Error('The site has no flow.')
    const page: PageHost = {
      visitor: '3333333333-4444444444-5555555555',
      consent: 'granted',
      from: [window.location.href, ''],
      events: [],
      exposures: [],
    }
    const conversation = openConversation({ config, page, site, surface: 'bubble', shape: 'chat' })
    connect(conversation)
    const { actor } = conversation
    const look = () => actor.getSnapshot().context.talk
    await eventually('a flow', look)
    vi.setSystemTime(Date.now() + READING_MS)
    const give = (body: SessionEventBody) => actor.send({ type: 'gave', body })
    return {
      conversation,
      give,
      talk: () => look() as Talk, // it was there above
      answer: (step, value) => give({ type: 'answered', step, value }),
      goOnline: () => listening.dispatchEvent(new Event('online')),
      leave: () => listening.dispatchEvent(new Event('pagehide')),
      until: (what, holds) =>
        eventually(what, () => {
          const talk = look()
          return talk && holds(talk) ? talk : undefined
        }),
      untilOffline: () =>
        eventually('an offline line', () => actor.getSnapshot().matches({ line: 'offline' }) || undefined),
    }
  }
  return browser
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
