import { type ComponentType, render } from 'preact'
import { isPickable } from './controls/chips.tsx'
import { type Conversation, hasActed } from './conversation.ts'
import { loadMore } from './load-more.ts'
import { opening } from './locales/en-opening.ts'
import type { OpeningWords } from './locales/words.ts'
import type { Unmount } from './page-host.ts'
import panelCss from './styles/panel.css?inline'
import { currentField, currentStep, type Talk } from './talk.ts'
import { Chat } from './views/chat.tsx'
import { Failed } from './views/failed.tsx'
import type { ViewProps } from './views/view-props.ts'

export interface ViewOptions {
  /** Shadow host: an element of the page, or a panel of our own. */
  readonly host: Element
  /** Given for a bubble. */
  readonly close?: () => void
  /** A person asked for it just now: focus may move there. */
  readonly asked: boolean
}

// The longest the next question waits for what it needs: the rhythm of somebody typing.
const WAIT_MS = 400

/** Draws a conversation into a shadow root, now and whenever it goes on. */
export function mountConversation(conversation: Conversation, { host, close, asked }: ViewOptions): Unmount {
  const { actor, record } = conversation
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const root = document.createElement('div')
  let View: ComponentType<ViewProps> = Chat
  let words: OpeningWords | undefined
  let more: ViewProps['more']
  let focusing = asked
  let waited = false
  let growing: Promise<void> | undefined
  let shown: string | undefined

  const paint = () => {
    const snapshot = actor.getSnapshot()
    const { talk } = snapshot.context
    if (!root.isConnected || !words) return
    if (snapshot.matches({ talk: 'failed' })) render(<Failed words={words} retry={retry} close={close} />, root)
    if (!talk) return
    if (!more && needsMore(talk, record.shape)) {
      if (!waited && !growing) grow()
      if (!waited || record.shape === 'steps') return
    }
    const title = talk.player.flow.launcher?.label ?? ''
    root.ariaLabel = title
    render(
      <View
        {...{
          conversation,
          talk,
          words,
          more,
          title,
          send,
          type,
          close,
          offline: snapshot.matches({ line: 'offline' }),
        }}
      />,
      root,
    )
    look(talk)
  }

  /** Loads what comes after the first answer; the next frame waits for it, but not for long. */
  const grow = () => {
    setTimeout(() => {
      waited = true
      paint()
    }, WAIT_MS)
    growing ??= loadMore()
      .then(async module => {
        const options = { conversation, shadow, root, words: words ?? opening, bubble: !!close }
        const taken = await module.takeOver(options)
        more = { ...module, ...taken }
        View = taken.View ?? Chat
        paint()
      })
      .catch(() => {
        growing = undefined // out of reach
      })
    return growing
  }

  const retry = () => {
    actor.send({ type: 'retried' })
    conversation.load()
  }
  /** What was out of reach is looked for again at the next act, and when the line is back. */
  const again = () => {
    if (waited && !more) grow()
  }
  const send: ViewProps['send'] = event => {
    focusing = true
    again()
    actor.send(event)
  }
  const type: ViewProps['type'] = async raw => {
    await grow()
    const { talk } = actor.getSnapshot().context
    // Out of reach: the words stay where they were typed.
    if (talk && more) send(more.readTyped(talk, raw, more.words))
  }

  /** Brings the question into view and, if the visitor has acted, into focus. */
  const look = (talk: Talk) => {
    const key = `${currentStep(talk).id} ${talk.proposal?.raw} ${talk.problem}`
    if (key === shown) return
    shown = key
    const section = root.querySelector('section')
    if (close && section?.parentElement) section.parentElement.scrollTop = section.offsetTop - 56
    if (!focusing || record.shape === 'steps') return
    const field = currentField(talk)
    const typed = field && more?.isTyped(field)
    const wanted = talk.proposal ? '.confirm' : typed ? '.composer > *' : 'h2'
    const target = root.querySelector<HTMLElement>(wanted) ?? root
    target.focus({ preventScroll: !!close })
  }

  root.className = close ? 'parley bubble' : 'parley'
  root.lang = record.locale
  root.tabIndex = -1
  root.role = close ? 'dialog' : 'group'
  root.onkeydown = event => {
    // The page's shortcuts are not meant for what is typed here.
    event.stopPropagation()
    if (event.key !== 'Escape') return
    if (actor.getSnapshot().context.talk?.editing) send({ type: 'edited', step: undefined })
    else close?.()
  }
  shadow.replaceChildren(root)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(panelCss)
  shadow.adoptedStyleSheets = [sheet]
  const painting = actor.subscribe(paint)
  addEventListener('online', again)
  loadWords(record.locale).then(loaded => {
    words = loaded
    paint()
  })
  return () => {
    painting.unsubscribe()
    more?.stop()
    removeEventListener('online', again)
    render(null, root)
    root.remove()
  }
}

/** Before the first answer the loaded part can show one thing: a question with options. */
function needsMore(talk: Talk, shape: string): boolean {
  const field = currentField(talk)
  return shape === 'steps' || hasActed(talk) || !field || !isPickable(field)
}

async function loadWords(locale: string): Promise<OpeningWords> {
  if (!locale.startsWith('de')) return opening
  return import('./locales/de.ts').then(
    ({ de }) => de,
    () => opening,
  )
}
