import { type ComponentType, render } from 'preact'
import { isPickable } from './controls/chips.tsx'
import { type Conversation, hasActed } from './conversation.ts'
import { loadMore } from './load-more.ts'
import { opening } from './locales/en-opening.ts'
import type { Words } from './locales/words.ts'
import type { Unmount } from './page-host.ts'
import type { Prepared } from './prepare.ts'
import panelCss from './styles/panel.css?inline'
import { currentField, currentStep, isRich, type Talk } from './talk.ts'
import { themeSheet } from './theme-sheet.ts'
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
  const { surface } = record
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const root = document.createElement(surface === 'popup' ? 'dialog' : 'div')
  let View: ComponentType<ViewProps> = Chat
  let prepared: Partial<Prepared> | undefined
  let more: ViewProps['more']
  let focusing = asked
  let waited = false
  let growing: Promise<void> | undefined
  /** What is needed next could not be had. */
  let stuck = false
  let shown: string | undefined

  const paint = () => {
    const snapshot = actor.getSnapshot()
    const { talk } = snapshot.context
    if (!root.isConnected || !prepared) return
    const { words = opening, languages } = prepared
    if (snapshot.matches({ talk: 'failed' })) {
      root.ariaLabel = words.failed
      render(<Failed words={words} retry={retry} close={close} />, root)
    }
    if (stuck) render(<Failed words={words} retry={grow} close={close} />, root)
    if (!talk || stuck) return
    if (!more && needsMore(talk)) {
      if (!waited && !growing) grow()
      if (!waited || isForm(talk)) return
    }
    const { launcher, steps } = talk.player.flow
    const title = launcher?.label ?? ''
    // What it says first is its name where it has none.
    root.ariaLabel = title || steps.map(step => 'text' in step && step.text).find(Boolean) || null
    const offline = snapshot.matches({ line: 'offline' })
    render(
      [languages, <View key="view" {...{ conversation, talk, words, more, title, send, type, close, offline }} />],
      root,
    )
    look(talk)
  }

  /** Loads what comes after the first answer; the next frame waits for it, but not for long. */
  const grow = () => {
    stuck = false
    setTimeout(() => {
      waited = true
      paint()
    }, WAIT_MS)
    growing ??= loadMore(conversation.config)
      .then(async module => {
        const options = { conversation, shadow, root, words: prepared?.words ?? opening, bubble: surface === 'bubble' }
        const taken = await module.takeOver(options)
        more = { ...module, ...taken }
        root.ariaBusy = null
        View = taken.View ?? Chat
        paint()
      })
      .catch(() => {
        growing = undefined
        const { talk } = actor.getSnapshot().context
        stuck = root.ariaBusy === 'true' || (!!talk && isForm(talk))
        paint()
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
    if (!more) {
      // The first answer is heard once the machine is there.
      root.ariaBusy = 'true'
      grow()
    }
    actor.send(event)
  }
  const type: ViewProps['type'] = async raw => {
    await grow()
    const { talk } = actor.getSnapshot().context
    // Out of reach: the words stay where they were typed.
    if (talk && more) send(await more.readTyped(talk, raw, more.words))
  }

  const speak = (spoken: Words) => {
    prepared = { ...prepared, words: spoken }
    if (more) more = { ...more, words: spoken }
    paint()
  }

  /** Brings the question into view and, if the visitor has acted, into focus. */
  const look = (talk: Talk) => {
    const key = `${currentStep(talk).id} ${talk.proposal?.raw} ${talk.problem}`
    if (key === shown) return
    shown = key
    const section = root.querySelector('section')
    if (close && section?.parentElement) section.parentElement.scrollTop = section.offsetTop - 56
    // Within its fields a form moves the focus by itself.
    if (!focusing || (isForm(talk) && !close)) return
    const field = currentField(talk)
    const typed = field && more?.isTyped(field)
    const wanted = talk.proposal ? '.confirm' : isForm(talk) ? 'form' : typed ? '.composer > *' : 'h2'
    const target = root.querySelector<HTMLElement>(wanted) ?? root
    target.focus({ preventScroll: !!close })
  }

  root.className = !close ? 'parley' : surface === 'bubble' ? 'parley bubble' : ''
  root.lang = record.locale
  root.dir = 'ltr'
  root.tabIndex = -1
  root.role = close ? 'dialog' : 'group'
  // A hand over the first question is about to answer it.
  root.onpointermove = root.onpointerdown = () => {
    root.onpointermove = root.onpointerdown = null
    loadMore(conversation.config).catch(() => {})
  }
  // A phone's keyboard comes with the typing: what keeps the field above it comes with the rest.
  root.oninput = () => more || grow()
  root.onkeydown = event => {
    // The page's shortcuts are not meant for what is typed here.
    event.stopPropagation()
    if (event.key !== 'Escape') return
    if (actor.getSnapshot().context.talk?.editing) send({ type: 'edited', step: undefined })
    else close?.()
  }
  // A form needs both before it is drawn, whatever its flow will be.
  if (record.shape !== 'chat')
    for (const part of [loadMore(conversation.config), import('./forms.ts')]) part.catch(() => {})
  shadow.replaceChildren(root)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(panelCss)
  themeSheet.replaceSync(conversation.config.theme ?? '')
  shadow.adoptedStyleSheets = [sheet, themeSheet]
  const painting = actor.subscribe(paint)
  addEventListener('online', again)
  const begin = (made: Partial<Prepared>) => {
    prepared = made
    paint()
  }
  // The corner and the page's own elements are dressed already, in English.
  const other = surface !== 'bubble' && (surface !== 'inline' || host.hasAttribute('seamless'))
  if (other || conversation.locales?.[1] || !record.locale.startsWith('en')) {
    import('./prepare.ts')
      .then(({ prepare }) => prepare({ conversation, other, surface, shadow, root, asked, close, speak }))
      .then(begin, () => begin({}))
  } else begin({})
  return () => {
    prepared?.undress?.()
    painting.unsubscribe()
    more?.stop()
    removeEventListener('online', again)
    render(null, root)
    root.remove()
  }
}

/** Before the first answer the loaded part can show one thing: a question with options. */
function needsMore(talk: Talk): boolean {
  const field = currentField(talk)
  return isForm(talk) || hasActed(talk) || isRich(talk) || !field || !isPickable(field)
}

function isForm({ visit }: Talk): boolean {
  return visit.shape !== 'chat'
}
