import { createActor } from 'xstate'
import type { Offer, SessionContext, Shape } from '#flows/api.ts'
import type { PublicFlow } from '#flows/flow.ts'
import { withVariants } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import type { Conversation } from './conversation.ts'
import { heard } from './heard.ts'
import { mountConversation } from './mount.tsx'
import { sessionMachine } from './session.ts'
import { takeUp } from './talk.ts'

export interface PreviewOptions {
  readonly flow: PublicFlow
  readonly shape: Shape
  /** Experiment id -> variant id to show. */
  readonly variants?: Readonly<Record<string, string>>
  /** In a panel, as a bubble opens one, rather than in the page. */
  readonly panel?: boolean
  /** What each decision comes to. Without it the fallback of the flow. */
  readonly decide?: { readonly outcome: string; readonly offer?: Offer }
}

/** Shows a flow in an element as a visitor would see it there, without sending or keeping anything. Gives back how to end it. */
export function mountPreview(host: Element, options: PreviewOptions): () => void {
  const { flow, shape, variants = {}, panel = false, decide } = options
  const surface = panel ? 'bubble' : 'inline'
  const actor = createActor(sessionMachine)
  const visit: SessionContext = {
    page: { url: location.href, path: location.pathname },
    utm: {},
    locale: flow.locale,
    device: 'desktop',
    surface,
    shape,
    variants,
    consent: 'unset',
  }
  const conversation: Conversation = {
    config: { site: '', api: '', entry: '', consent: 'required', flows: [] },
    page: { visitor: '', consent: 'denied', from: [location.href, ''], events: [], exposures: [] },
    actor,
    local: true,
    record: {
      flow: flow.id,
      release: '',
      revision: '',
      locale: flow.locale,
      surface,
      shape,
      visitor: '',
      post: { key: '' },
      log: [],
      decisions: [],
      acknowledged: 0,
    },
    save() {},
    load: async () => {},
  }
  const decided = actor.subscribe(({ context: { talk } }) => {
    if (!talk) return
    const { length } = talk.log
    const step = talk.played.position
    const decision = decide && step.kind === 'decide' ? [{ step: step.id, after: length, ...decide }] : []
    if (decision.length === 0 && talk.acknowledged === length) return
    const state = {
      session: '',
      status: 'open',
      acknowledged: length,
      decisions: [...talk.decisions, ...decision],
    } as const
    actor.send({ type: 'synced', talk: heard(talk, state) })
  })
  actor.start()
  const player = createPlayer(withVariants(flow, variants))
  actor.send({
    type: 'loaded',
    talk: takeUp({ player, visit, now: Date.now, log: [], decisions: [], acknowledged: 0 }),
  })
  const unmount = mountConversation(conversation, { host, asked: false, ...(panel && { close() {} }) })
  return () => {
    decided.unsubscribe()
    unmount()
    actor.stop()
  }
}
