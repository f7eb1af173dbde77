import type { SessionEvent } from '#flows/api.ts'
import { type Conversation, hasActed, type Post } from '../conversation.ts'
import { quietly } from '../loader/quietly.ts'
import { restart } from '../restart.ts'
import { given, type Kept, SETTLED, type Talk, takeUp } from '../talk.ts'
import { tab } from './leading.ts'

/** What one tab tells the others that hold the same conversation: duplicated tabs, and tabs that took it up. */
interface Told extends Kept {
  readonly from: string
  /** It sends: when two tabs went on at once, its log comes first. */
  readonly leads: boolean
  readonly offline: boolean
  readonly release: string
  readonly post: Post
}

/** It was begun anew, under another key. */
interface Begun {
  readonly began: string
}

export interface SharedConversation {
  tell(): void
  /** Tells and hears no more. */
  close(): void
  leads: boolean
}

/**
 * Keeps one log of a conversation in all tabs that hold it: who is behind catches up, and what was answered in two tabs
 * at the same moment is put in one order. Browsers without BroadcastChannel go on alone.
 */
export function shareWithTabs(conversation: Conversation): SharedConversation {
  const { actor } = conversation
  let channel: BroadcastChannel | undefined
  let key: string | undefined
  let last = ''

  const shared: SharedConversation = {
    leads: false,
    tell() {
      const { talk } = actor.getSnapshot().context
      if (!talk || !open()) return
      const { log, decisions, acknowledged } = talk
      const { release, post } = conversation.record
      const offline = actor.getSnapshot().matches({ line: 'offline' })
      const said = { log, decisions, acknowledged, release, post, offline }
      const text = JSON.stringify(said)
      if (text === last) return
      last = text
      channel?.postMessage({ ...said, from: tab, leads: shared.leads } satisfies Told)
    },
    close() {
      channel?.close()
    },
  }

  const open = () => {
    if (typeof BroadcastChannel === 'undefined') return false
    if (key === conversation.record.post.key) return true
    const { key: next } = conversation.record.post
    const { talk } = actor.getSnapshot().context
    // "Start again" is meant for all that show it; whoever goes on apart goes alone.
    if (talk && !hasActed(talk)) channel?.postMessage({ began: next } satisfies Begun)
    channel?.close()
    key = next
    channel = new BroadcastChannel(`parley:${key}`)
    channel.onmessage = ({ data }: MessageEvent<Told | Begun>) =>
      quietly(() => {
        if (!('began' in data)) hear(data)
        else if (data.began !== conversation.record.post.key && isSaved()) restart(conversation, data.began)
      })
    return true
  }

  /** What only this tab has would be gone with it. */
  const isSaved = () => {
    const { talk } = actor.getSnapshot().context
    return talk !== undefined && talk.acknowledged >= talk.log.length
  }

  const hear = (told: Told) => {
    const { talk } = actor.getSnapshot().context
    if (!talk || told.release !== conversation.record.release) return
    const next = together(talk, told, shared.leads)
    const { session, token, create } = told.post
    const { post } = conversation.record
    if (!post.session && session && token) Object.assign(post, { session, token, create: undefined })
    else if (!post.session && !post.create && create) post.create = create
    if (next) actor.send({ type: 'synced', talk: next })
    if (!shared.leads) actor.send({ type: told.offline ? 'lost' : 'reached' })
    // The other one lacks something that stands here, or has put it in another order.
    const { log, acknowledged } = next ?? talk
    if (log.length > sharedLength(log, told.log) || acknowledged > told.acknowledged) {
      last = ''
      shared.tell()
    }
  }
  return shared
}

/** The conversation with what another tab says of it; undefined when that is nothing new. */
export function together(mine: Talk, theirs: Told, leads: boolean): Talk | undefined {
  const same = sharedLength(mine.log, theirs.log)
  const acknowledged = Math.max(mine.acknowledged, Math.min(theirs.acknowledged, same))
  const isAhead = same === mine.log.length && theirs.log.length > same
  const isBehind = same === theirs.log.length
  const decisions = theirs.decisions.length > mine.decisions.length ? theirs.decisions : mine.decisions
  if (isBehind && acknowledged === mine.acknowledged && decisions === mine.decisions) return undefined
  if (isBehind)
    return decisions === mine.decisions
      ? { ...mine, acknowledged }
      : takeUp({ ...mine, ...SETTLED, acknowledged, decisions })

  // What the server has comes before what it does not have yet.
  const rank = Number(theirs.acknowledged > same) - Number(mine.acknowledged > same)
  const comesFirst = isAhead || rank > 0 || (rank === 0 && precedes(theirs, leads))
  if (!comesFirst) return undefined
  const { log } = theirs
  const base = takeUp({ ...mine, ...SETTLED, log, decisions, acknowledged: theirs.acknowledged })
  return mine.log
    .slice(same)
    .filter(event => !log.some(other => isSame(event, other)))
    .reduce(givenAgain, base)
}

function precedes(theirs: Told, leads: boolean): boolean {
  if (leads !== theirs.leads) return theirs.leads
  return theirs.from < tab
}

/** What was answered here at the same time comes after it, if it still can be said. */
function givenAgain(talk: Talk, { seq: _seq, at, ...body }: SessionEvent): Talk {
  if (body.type !== 'answered' && body.type !== 'skipped' && body.type !== 'booked' && body.type !== 'clicked')
    return talk
  const next = given({ ...talk, now: () => at }, body)
  return next.problem ? talk : { ...next, now: talk.now }
}

/** Whether it is one act, wherever each of two tabs has put it. */
function isSame({ seq: _one, ...act }: SessionEvent, { seq: _other, ...other }: SessionEvent): boolean {
  return JSON.stringify(act) === JSON.stringify(other)
}

function sharedLength(one: readonly SessionEvent[], other: readonly SessionEvent[]): number {
  const differs = one.findIndex((event, index) => JSON.stringify(event) !== JSON.stringify(other[index]))
  return differs < 0 ? one.length : differs
}
