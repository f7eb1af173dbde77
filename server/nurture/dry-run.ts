import type { Kysely } from 'kysely'
import type { Condition } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { zoneOf } from './actions/send-mail.ts'
import { waitMs } from './actions/wait.ts'
import type { AutomationSpec } from './automation-spec.ts'
import { textFor } from './mail-template.ts'
import { loadMailValues } from './mail-values.ts'
import { mayMail } from './may-mail.ts'
import { loadNurtureSettings, type NurtureSettings } from './nurture-settings.ts'
import { reasonInWords } from './reason-words.ts'
import { renderMail } from './render-mail.ts'
import { countMembers, listMembers } from './segment-members.ts'
import { nextInWindow } from './send-window.ts'
import { findOverdue } from './sweep-time.ts'
import { findTemplate } from './templates.ts'
import { stateOf } from './trigger-state.ts'

/** Who would be acted on now, and what would become of it. Nothing is done. */
export interface DryRun {
  /** Leads it is about at this moment; null = that cannot be said of those who leave something. */
  readonly count: number | null
  readonly exact: boolean
  /** The newest ones. */
  readonly leads: readonly DryLead[]
}

export interface DryLead {
  readonly id: string
  readonly name: string | null
  readonly email: string
  readonly score: number
  /** `waits`: as long as it says first, or for the morning where they are. */
  readonly verdict: 'now' | 'waits' | 'not'
  /** Why not, or until when. */
  readonly reason: string | null
  readonly until: number | null
}

const SHOWN = 25

interface DryInput {
  readonly workspaceId: string
  readonly spec: AutomationSpec
  /** Whose log tells for whom it fired; left out for a new one. */
  readonly automationId?: string | undefined
}

export async function dryRun(deps: Pick<Deps, 'store' | 'config' | 'now'>, input: DryInput): Promise<DryRun> {
  const { db } = deps.store
  const { workspaceId, spec } = input
  const now = deps.now()
  const found = await findNow(db, input, now)
  if (!found) return { count: null, exact: true, leads: [] }
  const settings = await loadNurtureSettings(db, workspaceId)
  const leads: DryLead[] = []
  for (const lead of found.leads)
    leads.push(await judge(deps, { lead, spec, settings, automationId: input.automationId, now }))
  return { count: found.count, exact: found.exact, leads }
}

async function findNow(db: Kysely<Database>, { workspaceId, spec, automationId = '' }: DryInput, now: number) {
  const { when } = spec
  if (when.kind === 'days_in_stage' || when.kind === 'idle') {
    const ids: string[] = []
    for await (const page of findOverdue(db, { workspaceId, automation: { id: automationId, spec }, when, now })) {
      ids.push(...page.map(({ id }) => id))
    }
    return { count: ids.length, exact: true, leads: await loadLeads(db, workspaceId, ids.slice(-SHOWN)) }
  }
  const state = await stateOf(db, workspaceId, when)
  if (!state) return null
  const condition: Condition = {
    all: [state, ...(spec.and ? [spec.and] : []), ...(spec.unless ? [{ not: spec.unless }] : [])],
  }
  const { count, exact } = await countMembers(db, { workspaceId, condition, now })
  const { leads } = await listMembers(db, { workspaceId, condition, now }, SHOWN)
  return { count, exact, leads }
}

async function loadLeads(db: Kysely<Database>, workspaceId: string, ids: readonly string[]): Promise<LeadTable[]> {
  if (ids.length === 0) return []
  return await db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id', 'desc')
    .execute()
}

interface Judged {
  readonly lead: LeadTable
  readonly spec: AutomationSpec
  readonly settings: NurtureSettings
  readonly automationId: string | undefined
  readonly now: number
}

async function judge(deps: Pick<Deps, 'store' | 'config'>, judged: Judged): Promise<DryLead> {
  const { lead, settings, now, spec } = judged
  const row = { id: lead.id, name: lead.name, email: lead.email, score: lead.score }
  const not = (reason: string): DryLead => ({ ...row, verdict: 'not', reason: reasonInWords(reason), until: null })
  const waits = (reason: string, until: number): DryLead => {
    return { ...row, verdict: 'waits', reason: reasonInWords(reason), until }
  }
  if (await firedBefore(deps.store.db, judged)) return not('already_fired')
  const { first, begin } = firstActions(spec, now)
  for (const action of first) {
    if (action.kind !== 'mail') continue
    const reason = await whyNoMail(deps, judged, action.template)
    if (reason) return not(reason)
    const until = nextInWindow(begin, zoneOf(lead, settings), settings)
    if (until === null) return not('no_open_day')
    if (until > begin) return waits('quiet_hours', until)
  }
  return begin > now ? waits('waiting', begin) : { ...row, verdict: 'now', reason: null, until: null }
}

/** What is done together first, and when that begins. What comes after a later wait is for whoever is still there then. */
function firstActions({ actions }: AutomationSpec, now: number) {
  const start = actions.findIndex(({ kind }) => kind !== 'wait')
  const waits = actions.slice(0, start).filter(action => action.kind === 'wait')
  const rest = actions.slice(start)
  const end = rest.findIndex(({ kind }) => kind === 'wait')
  return {
    first: end === -1 ? rest : rest.slice(0, end),
    begin: waits.reduce((at, wait) => at + waitMs(wait), now),
  }
}

async function whyNoMail({ store, config }: Pick<Deps, 'store' | 'config'>, judged: Judged, templateId: string) {
  const { lead, settings, now } = judged
  const template = await findTemplate(store.db, lead.workspace_id, templateId)
  if (!template) return 'template_missing'
  if (config.smtpUrl === undefined) return 'mail_not_configured'
  const refusal = await mayMail(store.db, { lead, purpose: template.purpose, secret: config.secret, now })
  if (refusal) return refusal
  const text = textFor(template, lead.locale)
  const values = await loadMailValues(store.db, { lead, locale: text.locale, publicUrl: config.publicUrl })
  const { missing } = renderMail({ text, values, imprint: settings.imprint, unsubscribeUrl: null })
  return missing.length > 0 ? 'value_missing' : null
}

async function firedBefore(db: Kysely<Database>, { lead, spec, automationId, now }: Judged): Promise<boolean> {
  if (automationId === undefined) return false
  const since = spec.againAfterDays === null ? 0 : now - spec.againAfterDays * 86_400_000
  const row = await db
    .selectFrom('automation_runs')
    .select('id')
    .where('workspace_id', '=', lead.workspace_id)
    .where('lead_id', '=', lead.id)
    .where('automation_id', '=', automationId)
    .where('fired', '=', 1)
    .where('at', '>', since)
    .executeTakeFirst()
  return row !== undefined
}
