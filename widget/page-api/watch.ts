import type { Conversation } from '../conversation.ts'
import type { DrawnView, PageHost, Shown } from '../page-host.ts'
import { prefill } from '../prefill.ts'
import { happeningsOf, NOTHING_TOLD, type Told } from './happenings.ts'
import { tellIdentity } from './identify.ts'
import type { ParleyEvents, ParleyPlace } from './page-types.ts'
import { tell, tellTrouble } from './tell.ts'

interface Watched {
  told: Told
  /** Where it is drawn now, or was last. */
  host: Element
  failed: boolean
  offline: boolean
  abandoned: boolean
  end(): void
}

const watched = new Map<Conversation, Watched>()
let watchedPage: PageHost | undefined
let soon: ReturnType<typeof setTimeout> | undefined

/**
 * Tells the page of everything that happens from now on in conversations drawn on it, and of what happened on this page
 * before. Once a page; asking again changes nothing.
 */
export function watch(page: PageHost): void {
  if (watchedPage) return
  watchedPage = page
  page.onShown = tellShown
  page.onDrawn = follow
  addEventListener('pagehide', leave)
  for (const shown of page.shown ?? []) tellShown(shown)
  for (const [host, view] of page.drawn ?? []) follow(view, host)
}

/** Once the commands that came together are carried out: who listens then hears of what happened before, too. */
export function watchSoon(page: PageHost): void {
  soon ??= setTimeout(() => watch(page))
}

/** Watches nothing any more. */
export function unwatch(): void {
  clearTimeout(soon)
  soon = undefined
  for (const { end } of watched.values()) end()
  watched.clear()
  removeEventListener('pagehide', leave)
  delete watchedPage?.onShown
  delete watchedPage?.onDrawn
  watchedPage = undefined
}

/** The page has said who its visitor is: that concerns conversations under way, too. */
export function tellKnown(): void {
  for (const conversation of watched.keys()) {
    giveKnown(conversation)
    tellIdentity(conversation)
  }
}

function giveKnown(conversation: Conversation): void {
  const { page } = conversation
  if (page.prefill) prefill(conversation, page.prefill).catch(() => {}) // out of reach: the visitor is asked
}

/** The conversations that are watched. */
export function conversations(): readonly Conversation[] {
  return [...watched.keys()]
}

function tellShown({ flow, what, at }: Shown): void {
  if (what === 'completed' || what === 'qualified') return
  tell('shown', { flow, surface: what, at }, document.querySelector('parley-launcher') ?? undefined)
}

function follow({ conversation }: DrawnView, host: Element): void {
  const { surface } = conversation.record
  const isOver = surface !== 'inline' && surface !== 'hosted'
  tell(isOver ? 'opened' : 'shown', placeOf(conversation, Date.now()), host)
  attend(conversation, host)
}

/** Tells of a conversation from now on, drawn or not; `host` is where its DOM events come from. */
export function attend(conversation: Conversation, host: Element): void {
  const known = watched.get(conversation)
  if (known) {
    known.host = host
    return
  }
  const subscription = conversation.actor.subscribe(() => look(conversation))
  const end = () => subscription.unsubscribe()
  watched.set(conversation, { told: NOTHING_TOLD, host, failed: false, offline: false, abandoned: false, end })
  look(conversation)
  giveKnown(conversation)
}

function look(conversation: Conversation): void {
  const state = watched.get(conversation)
  const snapshot = conversation.actor.getSnapshot()
  const { talk } = snapshot.context
  if (!state) return
  const { flow } = conversation.record
  const failed = snapshot.matches({ talk: 'failed' })
  const offline = snapshot.matches({ line: 'offline' })
  if (failed && !state.failed) tellTrouble('flow_unavailable', `The flow ${flow} could not be loaded.`, flow)
  if (offline && !state.offline) tellTrouble('offline', 'The server is out of reach; answers wait.', flow)
  state.failed = failed
  state.offline = offline
  if (!talk) return
  const { happenings, told } = happeningsOf(talk, state.told, performance.timeOrigin)
  state.told = told
  for (const { name, detail, at } of happenings) {
    // Each name comes with the rest of its own event.
    tell(name, { ...placeOf(conversation, at), ...detail } as ParleyEvents[typeof name], state.host)
    if (name === 'completed' || name === 'qualified') conversation.page.note?.(flow, name)
  }
  tellIdentity(conversation)
}

function leave(): void {
  for (const [conversation, state] of watched) {
    const { talk } = conversation.actor.getSnapshot().context
    if (!talk || !state.told.started || state.told.done || state.abandoned) continue
    state.abandoned = true
    tell('abandoned', { ...placeOf(conversation, Date.now()), step: talk.played.position.id }, state.host)
  }
}

function placeOf({ record: { flow, surface } }: Conversation, at: number): ParleyPlace {
  return { flow, surface, at }
}
