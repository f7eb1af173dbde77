import { recordActivity } from '#server/activity/record-activity.ts'
import type { Deps } from '#server/deps.ts'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'

type ReturnDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/** Who waits for next year's budget, and reads the newsletter meanwhile. */
const EMAIL = 'karen.mitchell@bexarbolt.example'
const MINUTE_MS = 60_000

const ACTS = [
  { type: 'page_viewed', page: '/customers/cold-store', minutesAgo: 41 },
  {
    type: 'downloaded',
    page: '/blog/cycle-count-checklist',
    properties: { file: 'cycle-count-checklist.txt' },
    minutesAgo: 36,
  },
  { type: 'page_viewed', page: '/demo', minutesAgo: 33 },
] as const

/**
 * A lead that sales put on hold comes back by herself: the mailer knows that she wants its mail, the site tells what she
 * read, and the automation that invites at 75 takes it from there. Call when the history is told.
 */
export async function tellReturn(deps: ReturnDeps, { workspaceId }: { readonly workspaceId: string }): Promise<void> {
  const at = deps.now()
  const lead = await deps.store.db
    .selectFrom('leads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', EMAIL)
    .executeTakeFirst()
  if (!lead) return
  const facts = { 'consent.marketing': true }
  await deps.store.write(trx =>
    saveLeadFacts(trx, { workspaceId, leadId: lead.id, source: 'import', actor: 'system', at, facts }),
  )
  const events = ACTS.map(({ minutesAgo, ...act }, index) => {
    return { ...act, email: EMAIL, id: `return-${index + 1}`, at: at - minutesAgo * MINUTE_MS }
  })
  await recordActivity(deps, { workspaceId, source: 'website', actor: 'system', events })
}
