import type { ChallengeRequest, ChallengeResponse } from '#flows/api.ts'
import type { Conversation } from './conversation.ts'
import { quietly } from './loader/quietly.ts'

/** What is used of Cloudflare's script (developers.cloudflare.com/turnstile/get-started/client-side-rendering). */
interface Turnstile {
  render(
    element: HTMLElement,
    options: {
      readonly sitekey: string
      readonly action: string
      readonly cData: string
      readonly language: string
      readonly appearance: 'interaction-only'
      callback(answer: string): void
      'error-callback'(): boolean
    },
  ): string
  remove(widget: string): void
}

const SCRIPT = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit'
const world = window as { turnstile?: Turnstile }
const asked = new Set<string>()

/**
 * Lets a visitor who was taken for a robot show to be none, where the site asks for it. Most never see anything; who must
 * tick a box finds it at the foot of the page. Whatever fails, the conversation goes on, and people look at it later.
 */
export async function showToBeHuman(conversation: Conversation): Promise<void> {
  const { record, config } = conversation
  const { challenge, session = '', token = '' } = record.post
  if (!challenge || asked.has(session)) return
  asked.add(session)
  const turnstile = await load().catch(() => undefined)
  if (!turnstile) return

  const place = document.createElement('parley-challenge')
  Object.assign(place.style, { position: 'fixed', inset: 'auto 0 16px', display: 'grid', zIndex: '2147483647' })
  Object.assign(place.style, { justifyItems: 'center', pointerEvents: 'none' })
  const box = document.createElement('div')
  box.style.pointerEvents = 'auto'
  place.append(box)
  document.body.append(place)
  let widget: string | undefined
  const end = () => {
    place.remove()
    const drawn = widget
    if (drawn !== undefined) quietly(() => turnstile.remove(drawn))
  }
  widget = turnstile.render(box, {
    sitekey: challenge.siteKey,
    action: 'parley',
    cData: session,
    language: record.locale,
    appearance: 'interaction-only',
    async callback(answer) {
      const request: ChallengeRequest = { token, answer }
      const response = await fetch(`${config.api}/v1/sessions/${session}/challenge`, {
        method: 'POST',
        credentials: 'omit',
        keepalive: true,
        body: JSON.stringify(request),
      }).catch(() => undefined)
      const { passed }: Partial<ChallengeResponse> = (await response?.json().catch(() => undefined)) ?? {}
      if (passed) record.post.challenge = undefined
      conversation.save()
      end()
    },
    'error-callback': () => {
      end()
      // Said to Cloudflare's script: there is nothing for the console.
      return true
    },
  })
}

/** Cloudflare's script, unless the page has it already. A page may forbid it: then there is no challenge. */
function load(): Promise<Turnstile | undefined> {
  return new Promise((resolve, reject) => {
    if (world.turnstile) return resolve(world.turnstile)
    const script = document.createElement('script')
    script.src = SCRIPT
    script.async = true
    script.onload = () => resolve(world.turnstile)
    script.onerror = reject
    document.head.append(script)
  })
}
