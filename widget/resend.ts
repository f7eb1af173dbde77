import type { SiteConfig } from '#flows/api.ts'
import { type ConversationRecord, hasActed, openConversation, readRecord } from './conversation.ts'
import { outboxStore } from './outbox/outbox-store.ts'
import { connect, tellBehavior } from './outbox.ts'
import type { PageHost } from './page-host.ts'

interface Page {
  readonly parley?: (command: string, flow: string) => void
}

/** Takes up every conversation that an earlier page, of this tab or another, could not send to its end, without showing it. */
export async function resend(config: SiteConfig, page: PageHost): Promise<void> {
  const mine = new Set<string>()
  for (const record of keptRecords(config.site)) {
    mine.add(record.post.key)
    if (record.acknowledged < record.log.length) {
      takeUp(record)
      // Sent by a form that led to this page: what it earns is offered here.
      if (record.surface === 'form') (window as Page).parley?.('continue', record.flow)
    } else tellBehavior({ config, page, record })
  }
  for (const { id, record } of await outboxStore().list(config.site)) {
    if (!mine.has(id) && hasActed(record)) takeUp(record, record)
  }

  function takeUp(record: ConversationRecord, left?: ConversationRecord): void {
    const { flow, release, revision, locale, surface, shape, place } = record
    const site = { flow, release, revision, locales: [locale], experiments: [] }
    connect(openConversation({ config, page, site, surface, shape, place, ...(left && { left }) }))
  }
}

function keptRecords(site: string): ConversationRecord[] {
  try {
    const keys = Object.keys(sessionStorage).filter(key => key.startsWith(`parley:${site}:`))
    return keys.flatMap(key => readRecord(key) ?? [])
  } catch {
    return [] // blocked
  }
}
