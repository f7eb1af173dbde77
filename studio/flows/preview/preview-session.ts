import { createActor } from 'xstate'
import type { Flow } from '#flows/flow.ts'
import { createPlayer } from '#flows/play.ts'
import type { Routing } from '#server/http/api-type.ts'
import type { Conversation } from '#widget/conversation.ts'
import { mountConversation } from '#widget/mount.tsx'
import { sessionMachine } from '#widget/session.ts'
import { type Kept, type Talk, takeUp } from '#widget/talk.ts'
import { type PreviewOptions, previewDecision, previewFlow, previewVisit } from './preview-talk.ts'

export interface PreviewSession {
  /** Goes on with a newer draft or another outcome from where the preview stands. */
  update(flow: Flow, routing: Routing, options: PreviewOptions): void
  stop(): void
}

interface Preview {
  readonly flow: Flow
  readonly routing: Routing
  readonly options: PreviewOptions
}

/** Everything is taken as sent, so the widget has nothing to send: a preview never speaks to a server. */
const NOTHING_TO_SEND = Number.MAX_SAFE_INTEGER

/** Shows a draft in the widget visitors get. Throws when the draft cannot be played. */
export function startPreview(host: Element, first: Preview): PreviewSession {
  let { routing, options } = first
  const actor = createActor(sessionMachine)
  const talkOf = (preview: Preview, kept: Kept): Talk => {
    const flow = previewFlow(preview.flow, preview.options)
    const visit = previewVisit(flow, preview.options)
    return takeUp({ player: createPlayer(flow), visit, now: Date.now, ...kept })
  }
  const decide = () => {
    const { talk } = actor.getSnapshot().context
    const step = talk?.played.position
    if (!talk || step?.kind !== 'decide' || talk.decisions.some(made => made.step === step.id)) return
    const after = talk.log.length
    if (after === 0) {
      actor.send({ type: 'gave', body: { type: 'decided', step: step.id, outcome: options.outcome, by: 'server' } })
      return
    }
    const decisions = [...talk.decisions, previewDecision(routing, { step: step.id, after }, options.outcome)]
    actor.send({ type: 'synced', talk: takeUp({ ...talk, decisions }) })
  }

  const talk = talkOf(first, { log: [], decisions: [], acknowledged: NOTHING_TO_SEND })
  const watching = actor.subscribe(() => queueMicrotask(decide))
  actor.start()
  const unmount = mountConversation(toConversation(actor, talk), { host, asked: false })
  actor.send({ type: 'loaded', talk })

  return {
    update(flow, nextRouting, nextOptions) {
      const { talk: now = talk } = actor.getSnapshot().context
      ;[routing, options] = [nextRouting, nextOptions]
      const decisions = now.decisions.map(made => previewDecision(routing, made, options.outcome))
      const next = talkOf({ flow, routing, options }, { log: now.log, decisions, acknowledged: NOTHING_TO_SEND })
      actor.send({ type: 'synced', talk: next })
    },
    stop() {
      watching.unsubscribe()
      unmount()
      actor.stop()
    },
  }
}

function toConversation(actor: Conversation['actor'], { visit, log, decisions, acknowledged }: Talk): Conversation {
  return {
    actor,
    config: { site: 'preview', api: location.origin, entry: '', consent: 'required', flows: [] },
    page: { visitor: 'preview', consent: 'denied', from: [location.href, ''], events: [], exposures: [] },
    record: {
      flow: 'preview',
      release: 'preview',
      revision: 'preview',
      visitor: 'preview',
      locale: visit.locale,
      surface: visit.surface,
      shape: visit.shape,
      post: { key: 'preview' },
      log,
      decisions,
      acknowledged,
    },
    save() {},
    load() {},
  }
}
