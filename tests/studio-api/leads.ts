import type { Insertable } from 'kysely'
import type { Deps } from '#server/deps.ts'
import { createFlow } from '#server/publishing/create-flow.ts'
import { publish } from '#server/publishing/publish.ts'
import type { LeadTable } from '#server/store/lead-tables.ts'

/** A published flow from the pricing template; gives its id and release. */
export async function publishFlow(
  deps: Deps,
  workspaceId: string,
  id = 'pricing',
): Promise<{ flowId: string; releaseId: string }> {
  const owner = { name: 'Ada Holm', email: 'ada@tallybarn.example' }
  const { version } = await createFlow(deps, { workspaceId, template: 'pricing', name: 'Pricing', id, owner })
  const release = await publish(deps, { workspaceId, flowId: id, version, by: 'system' })
  return { flowId: id, releaseId: release.id }
}

/** Stores a lead as intake would, with the parts that matter to a test. Only one of a published flow has a card. */
export async function addLead(
  deps: Deps,
  lead: Partial<Insertable<LeadTable>> & { readonly workspace_id: string },
): Promise<string> {
  const id = lead.id ?? deps.newId()
  const release = await deps.store.db
    .selectFrom('releases')
    .select('id')
    .where('workspace_id', '=', lead.workspace_id)
    .executeTakeFirst()
  const row: Insertable<LeadTable> = {
    id,
    visitor_id: `visitor-${id}`,
    session_id: `session-${id}`,
    flow_id: 'pricing',
    release_id: release?.id ?? 'none',
    email: `${id}@nordvik-cold.example`,
    email_domain: 'nordvik-cold.example',
    name: 'Ingrid Vik',
    company: 'Nordvik Cold',
    phone: null,
    locale: 'en',
    time_zone: null,
    source: 'direct',
    medium: null,
    campaign: null,
    source_priority: 3,
    source_owner: 'sales',
    page_url: 'https://tallybarn.example/pricing',
    facts_json: '{}',
    fit: 50,
    engagement: 10,
    score: 60,
    temperature: 'hot',
    stage: 'mql',
    disqualified_reason: null,
    outcome: 'sales',
    owner_id: null,
    owner_name: null,
    owner_email: null,
    consent_json: JSON.stringify({ purpose: 'contact', text: 'Yes, write to me.' }),
    partial: 0,
    open_questions: 0,
    priority_account: 0,
    committee: 0,
    flags: 0,
    model_revision: 'none',
    created_at: deps.now(),
    updated_at: deps.now(),
    ...lead,
  }
  await deps.store.write(trx => trx.insertInto('leads').values(row).execute())
  return id
}
