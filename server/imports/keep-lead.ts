import { hash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { canonicalJson } from '#flows/canonical.ts'
import type { Facts } from '#flows/condition.ts'
import { factsOf } from '#flows/fields/index.ts'
import { linkActivity } from '../activity/link-activity.ts'
import type { Deps } from '../deps.ts'
import { NO_SESSION } from '../leads/is-imported.ts'
import type { CardConsent } from '../leads/lead-card-type.ts'
import { loadToldFacts, saveLeadFacts } from '../leads/lead-facts.ts'
import { historyRows, insertLead, lockLead, updateLead } from '../leads/lead-rows.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import type { Release } from '../publishing/live.ts'
import { insertAll } from '../sessions/insert-all.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { RowOutcome } from './import-type.ts'
import type { ReadLead } from './read-lead.ts'

interface KeepInput {
  readonly workspaceId: string
  readonly release: Release
  /** Why the company may write to these people, in words. */
  readonly basis: string
  readonly actor: string
  readonly lead: ReadLead
  /** The lead with this address, also as a second one; null = nobody. */
  readonly leadId: string | null
  readonly at: number
}

export interface KeptLead {
  readonly outcome: Exclude<RowOutcome, 'refused'>
  readonly leadId: string
  readonly queued: boolean
}

/**
 * Makes or completes the lead of one row, inside the caller's unit. What a person said themselves stands: a file fills what
 * is empty, and its facts are believed less than those of people and systems. A new lead is told to nobody: whoever imports
 * it has it already. Throws LeadRaceError when the unit must be run again.
 */
export async function keepLead(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  input: KeepInput,
): Promise<KeptLead> {
  const { workspaceId, lead, actor, at } = input
  const by = input.leadId === null ? { workspaceId, email: lead.email } : { workspaceId, id: input.leadId }
  const before = await lockLead(trx, by)
  const leadId = before?.id ?? deps.newId()
  const key = { workspaceId, leadId }
  if (!before) {
    const row = toRow(input, leadId)
    const body = { basis: input.basis, actor }
    await insertLead(trx, row, [historyRows({ ...key, at, newId: deps.newId }, [{ type: 'imported', body }])])
    await saveLeadFacts(trx, { ...key, source: 'import', actor, at, facts: lead.facts })
    await linkActivity(trx, { ...key, email: lead.email, visitorIds: [] })
    await rescoreLead(trx, deps, { ...key, at, quiet: true })
    return { outcome: 'created', leadId, queued: false }
  }
  const filled = fill(before, lead)
  const fresh = await newFacts(trx, key, lead.facts)
  if (filled === null && Object.keys(fresh).length === 0) return { outcome: 'unchanged', leadId, queued: false }
  if (filled) await updateLead(trx, { ...filled, updated_at: at })
  await saveLeadFacts(trx, { ...key, source: 'import', actor, at, facts: fresh })
  const fields = [...(filled ? FILLED.filter(column => filled[column] !== before[column]) : []), ...Object.keys(fresh)]
  await insertAll(trx, historyRows({ ...key, at, newId: deps.newId }, [{ type: 'imported', body: { fields, actor } }]))
  const { queued } = await rescoreLead(trx, deps, { ...key, at, handOver: false })
  return { outcome: 'updated', leadId, queued }
}

const FILLED = ['name', 'company', 'phone', 'time_zone'] as const

/** The lead with its gaps filled; null when there are none that the row fills. */
function fill(before: LeadTable, lead: ReadLead): LeadTable | null {
  const filled = {
    ...before,
    name: before.name ?? lead.name,
    company: before.company ?? lead.company,
    phone: before.phone ?? lead.phone,
    time_zone: before.time_zone ?? lead.timeZone,
  }
  return FILLED.some(column => filled[column] !== before[column]) ? filled : null
}

/** Those that the file did not say before. */
async function newFacts(
  trx: Kysely<Database>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
  facts: ReadLead['facts'],
): Promise<ReadLead['facts']> {
  const told = await loadToldFacts(trx, workspaceId, leadId)
  const known = new Map(told.filter(one => one.source === 'import').map(one => [one.fact, canonicalJson(one.value)]))
  return Object.fromEntries(Object.entries(facts).filter(([name, value]) => known.get(name) !== canonicalJson(value)))
}

function toRow({ workspaceId, release, basis, lead, at }: KeepInput, leadId: string): LeadTable {
  const domain = lead.email.slice(lead.email.lastIndexOf('@') + 1)
  const consent: CardConsent = {
    purpose: 'contact',
    text: `Imported. Basis: ${basis}`,
    textHash: hash('sha256', `Imported. Basis: ${basis}`),
    locale: release.flow.locale,
    at,
    release: release.id,
  }
  return {
    workspace_id: workspaceId,
    id: leadId,
    visitor_id: `import:${leadId}`,
    session_id: NO_SESSION,
    flow_id: release.flowId,
    release_id: release.id,
    email: lead.email,
    email_domain: domain,
    name: lead.name,
    company: lead.company,
    phone: lead.phone,
    locale: release.flow.locale,
    time_zone: lead.timeZone,
    source: lead.source ?? 'import',
    medium: null,
    campaign: null,
    source_priority: 3,
    source_owner: 'sales',
    page_url: '',
    facts_json: JSON.stringify({ ...emailFacts(release, lead.email), 'email.domain': domain }),
    fit: 0,
    engagement: 0,
    score: 0,
    temperature: 'cold',
    stage: 'lead',
    disqualified_reason: null,
    outcome: 'nurture',
    owner_id: null,
    owner_name: null,
    owner_email: null,
    consent_json: JSON.stringify(consent),
    partial: 0,
    open_questions: 0,
    priority_account: 0,
    committee: 0,
    flags: 0,
    model_revision: release.modelRevision,
    created_at: lead.createdAt ?? at,
    updated_at: at,
  }
}

/** What an answer to the flow's question for the address would stand for. */
function emailFacts({ flow }: Release, email: string): Facts {
  const found = Object.entries(flow.fields).find(([, field]) => field.kind === 'email')
  return found ? factsOf(found[0], found[1], email) : {}
}
