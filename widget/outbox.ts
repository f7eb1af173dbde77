import { API_LIMITS } from '#flows/api.ts'
import { type Conversation, hasActed } from './conversation.ts'
import { withoutPages } from './file-links.ts'
import { deliver, isUnsent, requestOf } from './outbox/deliver.ts'
import { leading, pause } from './outbox/leading.ts'
import { outboxStore } from './outbox/outbox-store.ts'
import { shareWithTabs } from './outbox/share-with-tabs.ts'
import type { Talk } from './talk.ts'
import { randomId } from './visitor.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000

const connected = new WeakSet<Conversation>()

/**
 * Sends what the log of a conversation gains, in order, one request at a time, until the server has committed it: the
 * first act makes the session. Of the tabs that hold the conversation one sends, the others tell it what they have.
 * Unreachable or busy: again, later and later, and at once when the browser is online. What is not committed yet waits in
 * the outbox store, so that another page can send it when this one is gone.
 */
export function connect(conversation: Conversation): void {
  if (conversation.local || connected.has(conversation)) return
  connected.add(conversation)
  const { actor } = conversation
  const tabs = shareWithTabs(conversation)
  const keep = keeping(conversation)
  let gone = new AbortController()
  let woken = new AbortController()
  let isSending = false
  let isRefused = false
  /** When an impatient visitor may be tried for again; never while the server has named a time. */
  let mayWake = Number.POSITIVE_INFINITY

  const flush = async () => {
    if (performance.now() > mayWake) woken.abort()
    if (isSending || isRefused || gone.signal.aborted || !isUnsent(talkOf(conversation))) return
    isSending = true
    const { key } = conversation.record.post
    await leading(key, gone.signal, over => send(key, over)).catch(() => {})
    isSending = false
    flush()
  }
  const send = async (key: string, over: AbortSignal) => {
    tabs.leads = true
    for (let wait = FIRST_WAIT_MS; !over.aborted && !isRefused; ) {
      const talk = talkOf(conversation)
      // Begun anew under another key, it is led under that.
      if (!isUnsent(talk) || conversation.record.post.key !== key) break
      const outcome = await deliver(conversation, talk, keep)
      if (outcome === 'refused') refuse()
      else if (outcome === 'done') {
        wait = FIRST_WAIT_MS
        actor.send({ type: 'reached' })
        tellBehavior(conversation)
        challenge(conversation)
      } else {
        woken = new AbortController()
        const pausing = pause(outcome.after ?? wait * (0.75 + Math.random() / 2), AbortSignal.any([over, woken.signal]))
        wait = Math.min(wait * 2, LONGEST_WAIT_MS)
        if (outcome.lost) actor.send({ type: 'lost' })
        if (!outcome.after) mayWake = performance.now() + FIRST_WAIT_MS
        await pausing
        mayWake = Number.POSITIVE_INFINITY
      }
    }
    // The others hear how it stands before one of them leads.
    tabs.tell()
    tabs.leads = false
    await keep()
  }
  /** Says so where it is drawn, with a way on. */
  const refuse = () => {
    isRefused = true
    const again = () => {
      isRefused = false
      conversation.refused = undefined
      conversation.record = { ...conversation.record, post: { key: randomId() } }
      const talk = talkOf(conversation)
      actor.send({ type: 'reached' })
      if (talk) actor.send({ type: 'synced', talk: { ...talk, acknowledged: 0 } })
    }
    conversation.refused = { again }
    actor.send({ type: 'lost' })
  }
  const life = new AbortController()
  const hear = (type: string, act: () => void) => addEventListener(type, act, { signal: life.signal })
  const watching = actor.subscribe(() => {
    keep()
    tabs.tell()
    flush()
  })
  conversation.disconnect = () => {
    watching.unsubscribe()
    life.abort()
    gone.abort()
    tabs.close()
  }
  hear('online', () => {
    woken.abort()
    if (!isUnsent(talkOf(conversation))) actor.send({ type: 'reached' })
  })
  hear('offline', () => actor.send({ type: 'lost' }))
  hear('pagehide', () => {
    sendLast(conversation)
    gone.abort()
  })
  hear('pageshow', () => {
    // Back from the browser's back-forward cache.
    gone = new AbortController()
    flush()
  })
  tabs.tell()
  flush()
  challenge(conversation)
}

/** Posts what happened on the site since the session began, with consent. Sending twice is harmless. */
export function tellBehavior({ config, page, record }: Pick<Conversation, 'config' | 'page' | 'record'>): void {
  const { session, token } = record.post
  if (!session || page.consent !== 'granted' || page.events.length === 0) return
  const events = withoutPages(page.events.splice(0, API_LIMITS.eventsPerRequest))
  navigator.sendBeacon(`${config.api}/v1/behavior`, JSON.stringify({ token, session, events }))
}

/** Few visitors ever meet one. */
function challenge(conversation: Conversation): void {
  if (!conversation.record.post.challenge) return
  import('./challenge.ts').then(
    ({ showToBeHuman }) => showToBeHuman(conversation),
    () => {},
  )
}

/** Gives what brings the outbox store up to date: with the conversation while something is unsent, without it after. */
function keeping(conversation: Conversation): () => Promise<void> {
  let kept: string | undefined
  let turn = Promise.resolve()
  const store = async () => {
    conversation.save()
    const { record, config } = conversation
    const id = record.post.key
    const isWaiting = isUnsent(talkOf(conversation))
    if (kept && (kept !== id || !isWaiting)) await outboxStore().remove(kept)
    kept = isWaiting ? id : undefined
    if (isWaiting) await outboxStore().put({ id, site: config.site, record })
  }
  // What another tab left is there already.
  if (hasActed(conversation.record)) kept = conversation.record.post.key
  let isAsked = false
  return () => {
    if (isAsked) return turn
    isAsked = true
    turn = turn
      .then(() => {
        isAsked = false
        return store()
      })
      .catch(() => {})
    return turn
  }
}

/** The page goes: what is not committed yet leaves as a beacon. It stays kept, so that another page sends it again. */
function sendLast(conversation: Conversation): void {
  tellBehavior(conversation)
  const talk = talkOf(conversation)
  if (!isUnsent(talk)) return
  const { path, body } = requestOf(conversation, talk, API_LIMITS.beaconBytes - 1000)
  conversation.save()
  navigator.sendBeacon(conversation.config.api + path, body)
}

function talkOf({ actor }: Conversation): Talk | undefined {
  return actor.getSnapshot().context.talk
}
