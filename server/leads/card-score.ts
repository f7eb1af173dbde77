import type { Kysely } from 'kysely'
import type { Release } from '../publishing/live.ts'
import { deriveFacts } from '../scoring/derive-facts.ts'
import { type FoldedLedger, foldLedger, type LedgerLine } from '../scoring/ledger.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Known } from '../scoring/suppose.ts'
import { whatIf } from '../scoring/what-if.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { factsOfLead } from './facts-of-lead.ts'
import { isFreeMail } from './free-mail.ts'
import { isImported } from './is-imported.ts'
import { loadBehavior } from './lead-behavior.ts'
import type { CardMatches, CardScore, CardScoreLine } from './lead-card-type.ts'
import { fromLedgerRow } from './ledger-rows.ts'
import { loadLeadSessions } from './load-visits.ts'
import { completenessOf, labelOf } from './project-lead.ts'

/** The score of a lead as it is worth at `at`, why, what it matches, and what would change it. `release` has the model that scores it. */
export async function loadCardScore(
  db: Kysely<Database>,
  lead: LeadTable,
  release: Pick<Release, 'flow' | 'model'>,
  at: number,
): Promise<CardScore> {
  const { model } = release
  const rows = await db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('workspace_id', '=', lead.workspace_id)
    .where('lead_id', '=', lead.id)
    .execute()
  const entries = rows.map(fromLedgerRow)
  const folded = foldLedger(entries, model, at)
  const known = await loadKnown(db, lead, { release, at })
  const completeness = () => known.completeness(known.facts)
  return {
    ...sumsOf(folded),
    most: { fit: model.fitCap ?? null, engagement: model.engagement.cap },
    lines: folded.lines.map(line => toCardLine(line, model)).sort((a, b) => Math.abs(b.counted) - Math.abs(a.counted)),
    modelRevision: lead.model_revision,
    modelName: model.name,
    ...matchesOf(model, deriveFacts(model, known.facts, { ...known, completeness })),
    whatIf: whatIf({ ...known, entries }),
  }
}

/** All that a lead is scored by, as scoring it anew would find it. */
async function loadKnown(
  db: Kysely<Database>,
  lead: LeadTable,
  { release, at }: { readonly release: Pick<Release, 'flow' | 'model'>; readonly at: number },
): Promise<Known> {
  const { id: leadId, workspace_id: workspaceId, email, email_domain: domain, created_at: requestedAt, source } = lead
  const { flow, model } = release
  const { facts, colleagues } = await factsOfLead(db, { lead, release, at })
  const sessions = await loadLeadSessions(db, workspaceId, leadId)
  const visitorIds = [...new Set(sessions.map(session => session.visitorId))]
  // A robot's acts are worth nothing, so they are none here either.
  const isScored = sessions.length > 0 || isImported(lead)
  return {
    model,
    fields: flow.fields,
    labels: (fact, value) => labelOf(flow, fact, value),
    facts,
    completeness: answered => completenessOf(flow, answered),
    requestedAt,
    ...(source && { source }),
    events: isScored ? await loadBehavior(db, { workspaceId, leadId, email, visitorIds }) : [],
    colleagues,
    belongsToCompany: domain !== '' && !isFreeMail(facts),
    lastActiveAt: Math.min(at, Math.max(requestedAt, ...sessions.map(session => session.lastAnswerAt))),
    at,
  }
}

function sumsOf({ score, fit, engagement, grade, hundred }: FoldedLedger) {
  return { total: score, fit, engagement, grade: grade ?? null, hundred: hundred ?? null }
}

function toCardLine(line: LedgerLine, model: ScoreModel): CardScoreLine {
  const { id, group, ruleId, reason, points, counted, worth, limit, at } = line
  const name = limit === 'group' ? model.caps?.find(({ rules }) => rules.includes(ruleId))?.label : undefined
  const limited = limit === null ? null : { by: limit, label: name ?? null }
  return { id, group, rule: ruleId, reason, points, counted, worth: Math.round(worth * 10) / 10, limited, at }
}

function matchesOf({ profiles = [], personas = [], plausibility = [] }: ScoreModel, facts: object): CardMatches {
  const matching =
    (kind: string) =>
    ({ id }: { readonly id: string }) =>
      `${kind}.${id}` in facts
  return {
    profiles: profiles.filter(matching('profile')).map(({ label }) => label),
    personas: personas.filter(matching('persona')).map(({ label }) => label),
    flags: plausibility.filter(matching('flag')).map(({ reason }) => reason),
  }
}
