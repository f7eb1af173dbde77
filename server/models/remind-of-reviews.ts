import type { Kysely } from 'kysely'
import { listMembers } from '../auth/members.ts'
import { type Repeated, repeat } from '../background/repeat.ts'
import { renderBookingLetter } from '../booking/letter-html.ts'
import { createMail, type Mail } from '../delivery/mail.ts'
import { mailOf } from '../delivery/workspace-mail.ts'
import type { Deps } from '../deps.ts'
import type { FlowKey } from '../publishing/flow-row.ts'
import type { Database } from '../store/schema.ts'
import { loadModelsOverview, type ModelsOverview } from './models-overview.ts'

type ReminderDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'log' | 'config'>

const POLL_MS = 60 * 60_000

/**
 * Writes to the owners of a workspace when the model of a live flow is due to be looked through, once each time it is; nothing
 * where no mail server is set up. Of several servers on one database the first to note it writes.
 */
export function startReviewReminders(
  deps: ReminderDeps,
  { poll = POLL_MS }: { readonly poll?: number } = {},
): Repeated {
  const { smtpUrl, mailFrom } = deps.config
  const mail = smtpUrl === undefined ? null : createMail({ smtpUrl, from: mailFrom })
  const work = (stopping: () => boolean) => (mail ? remindOfAll(deps, mail, stopping) : Promise.resolve(0))
  return repeat(work, { log: deps.log, poll, trouble: 'owners could not be reminded of a review' })
}

async function remindOfAll(deps: ReminderDeps, mail: Mail, stopping: () => boolean): Promise<number> {
  const { db } = deps.store
  const flows = await db
    .selectFrom('flows')
    .select(['workspace_id', 'id'])
    .where('live_release_id', 'is not', null)
    .execute()
  let reminded = 0
  for (const { workspace_id: workspaceId, id: flowId } of flows) {
    if (stopping()) break
    try {
      if (await remindOf(deps, mail, { workspaceId, flowId })) reminded += 1
    } catch (error) {
      // One flow that cannot be read or written about must not hold up the others.
      deps.log.warn({ err: error, flow: flowId }, 'owners could not be reminded of a review')
    }
  }
  return reminded
}

/** True when somebody was written to. What failed is tried again with the next run. */
async function remindOf(deps: ReminderDeps, mail: Mail, { workspaceId, flowId }: FlowKey): Promise<boolean> {
  const overview = await loadModelsOverview(deps.store.db, { workspaceId, flowId, now: deps.now() })
  const { due, at } = overview.review
  if (!due || at === null) return false
  if (!(await claim(deps, { workspaceId, flowId, since: at }))) return false
  let written = false
  try {
    written = await write(deps, mailOf(deps, mail, workspaceId), { workspaceId, overview, since: at })
  } finally {
    if (!written) await giveBack(deps, { workspaceId, flowId })
  }
  return written
}

/** False when the owners were written to already, or somebody else is doing it. */
async function claim(
  { store, now }: ReminderDeps,
  { workspaceId, flowId, since }: FlowKey & { readonly since: number },
): Promise<boolean> {
  const values = { since, sent_at: now() }
  return await store.write(async trx => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('model_review_mails')
      .values({ workspace_id: workspaceId, flow_id: flowId, ...values })
      .onConflict(conflict =>
        conflict.columns(['workspace_id', 'flow_id']).doUpdateSet(values).where('model_review_mails.since', '<', since),
      )
      .executeTakeFirstOrThrow()
    return Boolean(numInsertedOrUpdatedRows)
  })
}

/** Tried again with the next run. */
async function giveBack({ store }: ReminderDeps, { workspaceId, flowId }: FlowKey): Promise<void> {
  await store.write(trx =>
    trx
      .deleteFrom('model_review_mails')
      .where('workspace_id', '=', workspaceId)
      .where('flow_id', '=', flowId)
      .execute(),
  )
}

/** True when somebody got the mail, or there is nobody to write to. */
async function write(
  { store, config, newId, log }: ReminderDeps,
  mail: Mail,
  about: { readonly workspaceId: string; readonly overview: ModelsOverview; readonly since: number },
): Promise<boolean> {
  const owners = await ownersOf(store.db, about.workspaceId)
  if (owners.length === 0) return true
  const letter = letterOf(about.overview, about.since, config.publicUrl)
  let sent = false
  for (const { name, email } of owners) {
    const outcome = await mail({ id: newId(), to: [{ name, address: email }], ...letter })
    if (!outcome.ok) log.warn({ code: outcome.code }, 'a reminder of a review could not be sent')
    sent ||= outcome.ok
  }
  return sent
}

async function ownersOf(db: Kysely<Database>, workspaceId: string) {
  return (await listMembers(db, workspaceId)).filter(({ role }) => role === 'owner')
}

function letterOf({ flow, versions }: ModelsOverview, since: number, publicUrl: string) {
  const title = `Time to look through the score model of ${flow.name}`
  const live = versions.find(version => version.live)
  const rows = [
    ['Last looked through', new Date(since).toISOString().slice(0, 10)],
    ...(live ? [['Live', `Model ${live.number}, ${live.name}: ${live.leads} leads scored by it`] as const] : []),
    ['What to look at', 'Do its points still match what sales accepts? A test on past leads says so.'],
  ] as const
  const action = { label: 'Look at the model', url: `${publicUrl}/studio/scoring/models?flow=${flow.id}` }
  return { subject: title, ...renderBookingLetter({ title, rows, action }) }
}
