import type { SiteConfig } from '#flows/api.ts'
import { openConversation, readRecord } from './conversation.ts'
import { connect, tellBehavior } from './outbox.ts'
import type { PageHost } from './page-host.ts'

/** Takes up every conversation of this tab that an earlier page could not send to its end, without showing it. */
export function resend(config: SiteConfig, page: PageHost): void {
  for (const key of Object.keys(sessionStorage)) {
    const record = key.startsWith(`parley:${config.site}:`) ? readRecord(key) : undefined
    if (!record) continue
    const { acknowledged, log } = record
    if (acknowledged < log.length)
      connect(
        openConversation({
          config,
          page,
          site: { ...record, locales: [record.locale], experiments: [] },
          surface: record.surface,
          shape: record.shape,
        }),
      )
    else tellBehavior({ config, page, record })
  }
}
