import { rowId } from '../activity/activity-rows.ts'
import { machineReason } from '../activity/machine-acts.ts'
import { recordActivity } from '../activity/record-activity.ts'
import type { Deps } from '../deps.ts'
import type { MailLink } from './click-token.ts'

type ClickDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/** What the one that followed a link said of itself. */
export interface Clicker {
  readonly method: string
  readonly userAgent: string
  /** `prefetch` of programs that look ahead; empty = not said. */
  readonly purpose: string
}

const SOURCE = 'nurture'
const HOUR_MS = 3_600_000

/**
 * Keeps a click on a link of a mail as `email_clicked` of the lead. Those of scanners and robots are kept and not counted, by
 * the rules for every mailer. One link counts once an hour. What people's own browsers say of themselves is not kept.
 */
export async function recordClick(deps: ClickDeps, link: MailLink, clicker: Clicker): Promise<void> {
  const at = deps.now()
  const { workspaceId, leadId, mail, number, sentAt, subject, url } = link
  const said = {
    user_agent: clicker.userAgent.slice(0, 300),
    method: clicker.method,
    purpose: clicker.purpose.slice(0, 60),
  }
  const about = { subject: subject.slice(0, 300), link: url.slice(0, 500), sent_at: sentAt }
  const event = { id: '', type: 'email_clicked', subject: { lead: leadId }, path: '', at, hash: '' }
  const machine = machineReason({ ...event, properties: { ...about, ...said } })
  // A machine that was first must not take the place of the person who comes after it.
  const idOf = (hour: number) => ['click', mail, number, hour, ...(machine ? [machine] : [])].join(':')
  const hour = Math.floor(at / HOUR_MS)
  if (await wasFollowed(deps, { workspaceId, id: idOf(hour - 1), since: at - HOUR_MS })) return
  const properties = { ...about, ...(machine && said) }
  const told = { id: idOf(hour), type: event.type, lead: leadId, at, properties }
  await recordActivity(deps, { workspaceId, source: SOURCE, actor: 'system', events: [told] })
}

/** Within the hour that began before this one of the clock. */
async function wasFollowed(
  { store }: ClickDeps,
  click: { readonly workspaceId: string; readonly id: string; readonly since: number },
): Promise<boolean> {
  const row = await store.db
    .selectFrom('activity_events')
    .select('at')
    .where('workspace_id', '=', click.workspaceId)
    .where('id', '=', rowId(SOURCE, click.id))
    .where('at', '>', click.since)
    .executeTakeFirst()
  return row !== undefined
}
