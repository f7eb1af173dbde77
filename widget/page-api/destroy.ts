import { recordKey } from '../conversation.ts'
import type { LoaderHost } from '../page-host.ts'
import { detachAll } from './attached.ts'
import { keepIdentity } from './identify.ts'
import { unlisten } from './tell.ts'
import { conversations, unwatch } from './watch.ts'

/**
 * `parley('destroy')`: takes everything of Parley off the page: panels, forms, launcher, listeners, the global, and what
 * is kept of conversations that the server has. Answers not yet acknowledged stay kept, so that they are not lost; so does
 * what the visitor consented to, until they take that back.
 */
export function destroy(loader: LoaderHost): void {
  const { config, page } = loader
  const open = conversations()
  unwatch()
  unlisten()
  keepIdentity(undefined)
  detachAll()
  loader.close()
  for (const [host, { close }] of page.drawn ?? []) if (host.isConnected) close()
  page.drawn?.clear()
  for (const conversation of open) {
    const { actor, record } = conversation
    const { talk } = actor.getSnapshot().context
    if (!talk || talk.acknowledged < talk.log.length) continue
    conversation.disconnect?.()
    actor.stop()
    forget(recordKey(config.site, record))
  }
  loader.stop()
  delete page.prefill
  // No element, no command and no loader of this page finds a flow any more.
  ;(config.flows as unknown[]).length = 0
  delete (window as { parley?: unknown }).parley
}

function forget(key: string): void {
  try {
    sessionStorage.removeItem(key)
    sessionStorage.removeItem('parley')
    localStorage.removeItem(key)
  } catch {
    // Blocked: then nothing is kept there.
  }
}
