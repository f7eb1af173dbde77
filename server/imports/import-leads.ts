import { findLeads } from '../activity/find-leads.ts'
import { ApiError } from '../errors.ts'
import { LeadRaceError } from '../leads/lead-rows.ts'
import { loadRelease, type Release } from '../publishing/live.ts'
import type { RowOutcome, RowProblem } from './import-type.ts'
import { inGroups } from './in-groups.ts'
import { keepLead } from './keep-lead.ts'
import { guessDateOrder } from './read-date.ts'
import { type ReadLead, readLead } from './read-lead.ts'
import type { ImportDeps, ImportedRows, RowsToImport } from './run-import.ts'

/** Columns of leads that hold dates: one file writes them all alike. */
export const DATED = ['created_at', 'fact:crm.since'] as const

/** One person a row: made, completed, or refused. A second row of the same person in one file completes the first. */
export async function importLeads(deps: ImportDeps, input: RowsToImport): Promise<ImportedRows> {
  const { workspaceId, rows, options, dryRun, actor, at } = input
  const release = await releaseOf(deps, workspaceId, options.flow)
  const dates = options.dates ?? guessDateOrder(rows.flatMap(row => DATED.map(target => row.get(target) ?? '')))
  const problems: RowProblem[] = []
  const outcomes: RowOutcome[] = []
  const leads: ReadLead[] = []
  for (const row of rows) {
    const read = readLead(row, { flow: release.flow, dates, now: at })
    problems.push(...read.problems)
    if (read.lead) leads.push(read.lead)
    else outcomes.push('refused')
  }
  const found = await findLeads(
    deps.store.db,
    workspaceId,
    leads.map(({ email }) => ({ email })),
  )
  const known = (lead: ReadLead) => found.leadOf({ email: lead.email })
  if (dryRun) {
    const seen = new Set<string>()
    for (const lead of leads) {
      outcomes.push(seen.has(lead.email) || known(lead) !== null ? 'updated' : 'created')
      seen.add(lead.email)
    }
    return { outcomes, problems }
  }

  const keep = async (lead: ReadLead): Promise<RowOutcome> => {
    const leadId = known(lead)
    const row = { workspaceId, release, basis: (options.basis ?? '').trim(), actor: actor.id, lead, leadId, at }
    const kept = await deps.store
      .write(trx => keepLead(trx, deps, row))
      .catch(async error => {
        if (!(error instanceof LeadRaceError)) throw error
        // Somebody with this address became a lead this very moment.
        return await deps.store.write(trx => keepLead(trx, deps, row))
      })
    // Nobody arrived: fifty thousand rows would bury who does in every open list.
    if (kept.outcome === 'updated') {
      deps.live.publish(workspaceId, { type: 'lead', lead: kept.leadId, change: 'updated' })
    }
    if (kept.queued) deps.wakeDelivery()
    return kept.outcome
  }
  // A second row of somebody completes what the first one made.
  await inGroups(
    leads,
    ({ email }) => email,
    async lead => {
      outcomes.push(await keep(lead))
    },
  )
  return { outcomes, problems }
}

/** The live release of the flow by whose model the leads are scored. Throws ApiError `invalid_body` when none is live. */
export async function releaseOf(
  { store }: Pick<ImportDeps, 'store'>,
  workspaceId: string,
  flowId: string | undefined,
): Promise<Release> {
  let query = store.db
    .selectFrom('flows')
    .select('live_release_id')
    .where('workspace_id', '=', workspaceId)
    .where('live_release_id', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
  if (flowId !== undefined) query = query.where('id', '=', flowId)
  const row = await query.executeTakeFirst()
  const release = row?.live_release_id ? await loadRelease(store.db, workspaceId, row.live_release_id) : null
  if (release) return release
  const message = 'Publish a flow first: imported leads are scored by its points.'
  throw new ApiError('invalid_body', {
    detail: message,
    errors: [{ pointer: '/options/flow', code: 'no_live_flow', message }],
  })
}
