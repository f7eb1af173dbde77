import type { SiteConfig } from '#flows/api.ts'
import { SHAPES } from '#flows/shape.ts'
import { type ConversationOptions, openConversation } from './conversation.ts'
import { loadMore } from './load-more.ts'
import { mountConversation } from './mount.tsx'
import type { DrawnView, LoaderHost, MountRequest, PageHost, Unmount } from './page-host.ts'
import { report } from './report.ts'

/** A page may throw our panel away, as routers do that swap the body: then it is closed, and its launcher comes back. */
class Panel extends HTMLElement {
  onGone?: () => void
  disconnectedCallback() {
    this.onGone?.()
  }
}
customElements.get('parley-panel') || customElements.define('parley-panel', Panel)

/** Opens a panel over the page, or fills an element of it. */
export function mount(request: MountRequest): Unmount {
  const { config, page, site, element, asked = false, launcher, onClose } = request
  const { surface = 'bubble', shape = 'chat' } = request
  if (element) {
    // What comes up over the page waits for a press on what the element holds.
    if (/^[bps]/.test(element.getAttribute('surface') ?? '')) {
      command({ page } as LoaderHost, 'press', element)
      return () => {}
    }
    // Custom elements are HTML elements.
    ;(element as HTMLElement).lang ||= element.getAttribute('locale') ?? ''
    // An element that was moved on the page comes again.
    page.drawn?.get(element)?.close()
    const conversation = openConversation({ config, page, site, element, ...placeOf(element) })
    const unmount = mountConversation(conversation, { host: element, asked })
    note(element, { conversation, close: unmount })
    return unmount
  }

  const conversation = openConversation({ config, page, site, surface, shape })
  const host = document.createElement('parley-panel') as Panel // defined above, if not by an older one of ours
  launcher?.remove()
  document.body.append(host)
  const close = () => {
    delete host.onGone
    unmount()
    host.remove()
    setOpen(false)
    if (launcher) {
      document.body.append(launcher)
      launcher.focus()
    }
    onClose?.()
  }
  const setOpen = (open: boolean) => {
    // Only a bubble comes again by itself on the next page.
    conversation.open = open && surface === 'bubble'
    conversation.save()
  }
  const unmount = mountConversation(conversation, { host, close, asked })
  host.onGone = () => {
    report(config, { problem: 'element_removed', flow: site.flow })
    close()
  }
  setOpen(true)
  note(host, { conversation, close })
  return close
}

/** For whoever tells the page. That loads with the first answer; where the page counts what happens, at once. */
function note(host: Element, view: DrawnView): void {
  const { page } = view.conversation
  page.drawn = (page.drawn ?? new Map()).set(host, view)
  if (page.onDrawn) page.onDrawn(view, host)
  else if ('dataLayer' in window) command({ page } as LoaderHost, 'watch') // which needs no more of it
}

let commands: Promise<typeof import('./page-api/command.ts')> | undefined

/** A command of the page that the loader does not carry out itself. */
export function command(loader: LoaderHost, name: string, ...values: readonly unknown[]): void {
  // Asked for once: several imports of one module may come back in another order than they were asked for.
  commands ??= import('./page-api/command.ts')
  commands.then(api => api.command(loader, name, values)).catch(() => (commands = undefined))
}

/** What an element's `shape` and `surface` say, else its name. */
function placeOf(element: Element): Pick<ConversationOptions, 'surface' | 'shape'> {
  const named = element.localName === 'parley-form' ? 'steps' : 'chat'
  return {
    surface: element.getAttribute('surface') === 'hosted' ? 'hosted' : 'inline',
    shape: SHAPES.find(shape => shape === element.getAttribute('shape')) ?? named,
  }
}

/** The tab has conversations: sends what an earlier page could not send any more. */
export function resend(config: SiteConfig, page: PageHost): void {
  loadMore()
    .then(more => more.resend(config, page))
    .catch(() => {})
}
