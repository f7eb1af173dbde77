import type { Kysely } from 'kysely'
import type { Release } from '../publishing/live.ts'
import { deriveFacts } from '../scoring/derive-facts.ts'
import { type FoldedLedger, foldLedger, type LedgerLine } from '../scoring/ledger.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import { whatIf } from '../scoring/what-if.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { factsOfLead } from './facts-of-lead.ts'
import type { CardMatches, CardScore, CardScoreLine } from './lead-card-type.ts'
import { fromLedgerRow } from './ledger-rows.ts'
import { completenessOf, labelOf } from './project-lead.ts'

/** The score of a lead as it is worth at `at`, why, what it matches, and what would change it. `release` has the model that scores it. */
export async function loadCardScore(
  db: Kysely<Database>,
  lead: LeadTable,
  release: Pick<Release, 'flow' | 'model'>,
  at: number,
): Promise<CardScore> {
  const { flow, model } = release
  const rows = await db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('workspace_id', '=', lead.workspace_id)
    .where('lead_id', '=', lead.id)
    .execute()
  const entries = rows.map(fromLedgerRow)
  const folded = foldLedger(entries, model, at)
  const { facts, colleagues } = await factsOfLead(db, { lead, release, at })
  const circumstances = {
    requestedAt: lead.created_at,
    source: lead.source,
    completeness: () => completenessOf(flow, facts),
  }
  const change = whatIf({
    ...circumstances,
    model,
    fields: flow.fields,
    labels: (fact, value) => labelOf(flow, fact, value),
    facts,
    colleagues,
    entries,
    at,
  })
  return {
    ...sumsOf(folded),
    most: { fit: model.fitCap ?? null, engagement: model.engagement.cap },
    lines: folded.lines.map(line => toCardLine(line, model)).sort((a, b) => Math.abs(b.counted) - Math.abs(a.counted)),
    modelRevision: lead.model_revision,
    modelName: model.name,
    ...matchesOf(model, deriveFacts(model, facts, circumstances)),
    whatIf: change,
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
