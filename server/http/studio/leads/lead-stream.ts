import { clearInterval, setInterval } from 'node:timers'
import { memberOfSession } from '../../../auth/members.ts'
import type { CurrentMember } from '../../../auth/require-role.ts'
import type { Deps } from '../../../deps.ts'
import type { LiveMessage } from '../../../live.ts'
import type { LeadNews } from '../studio-types.ts'
import { loadLeadRow } from './lead-row.ts'

/** Proxies close what stays silent; half a minute is a common limit. */
const HEARTBEAT_MS = 15_000
/** The browser then connects again, and is asked again who it is. */
const BEATS = 20

/**
 * News of a workspace's leads as server-sent events (`event: lead`, data = LeadNews), until the browser goes or the session no
 * longer belongs there: each piece of news asks first.
 */
export function leadStream(
  deps: Pick<Deps, 'store' | 'live' | 'log'>,
  { workspaceId, userId, sessionId }: Pick<CurrentMember, 'workspaceId' | 'userId' | 'sessionId'>,
): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true
      const send = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text))
      }
      const end = () => {
        if (!open) return
        stop()
        controller.close()
      }
      const tell = async ({ lead, change }: LiveMessage) => {
        const member = await memberOfSession(deps.store.db, { userId, sessionId })
        if (member?.workspaceId !== workspaceId) return end()
        const row = await loadLeadRow(deps.store.db, workspaceId, lead)
        if (row) send(`event: lead\ndata: ${JSON.stringify({ change, lead: row } satisfies LeadNews)}\n\n`)
      }
      const unsubscribe = deps.live.subscribe(workspaceId, message => {
        tell(message).catch(error => deps.log.warn({ err: error }, 'news of a lead could not be told'))
      })
      let beats = 0
      const timer = setInterval(() => {
        send(':\n\n')
        beats += 1
        if (beats >= BEATS) end()
      }, HEARTBEAT_MS)
      timer.unref()
      stop = () => {
        open = false
        clearInterval(timer)
        unsubscribe()
      }
      send('retry: 2000\n\n')
    },
    cancel() {
      stop()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Some proxies hold an answer back to compress or collect it.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
