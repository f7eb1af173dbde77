import type { SiteConfig } from '#flows/api.ts'
import { openConversation } from './conversation.ts'
import { loadMore } from './load-more.ts'
import { mountConversation } from './mount.tsx'
import type { MountRequest, PageHost, Unmount } from './page-host.ts'

const filled = new WeakMap<Element, Unmount>()

/** Opens a bubble's panel, or fills an element of the page. */
export function mount({ config, page, site, element, asked = false, launcher, onClose }: MountRequest): Unmount {
  if (element) {
    // An element that was moved on the page comes again.
    filled.get(element)?.()
    const shape = element.localName === 'parley-form' ? 'steps' : 'chat'
    const conversation = openConversation({ config, page, site, surface: 'inline', shape })
    const unmount = mountConversation(conversation, { host: element, asked })
    filled.set(element, unmount)
    return unmount
  }

  const conversation = openConversation({ config, page, site, surface: 'bubble', shape: 'chat' })
  const host = document.createElement('parley-panel')
  launcher?.remove()
  document.body.append(host)
  const close = () => {
    unmount()
    host.remove()
    setOpen(false)
    if (launcher) document.body.append(launcher)
    launcher?.focus()
    onClose?.()
  }
  const setOpen = (open: boolean) => {
    conversation.open = open
    conversation.save()
  }
  const unmount = mountConversation(conversation, { host, close, asked })
  setOpen(true)
  return close
}

/** The tab has conversations: sends what an earlier page could not send any more. */
export function resend(config: SiteConfig, page: PageHost): void {
  loadMore().then(
    more => more.resend(config, page),
    () => {},
  )
}
