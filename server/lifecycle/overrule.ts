import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { factsOfLead } from '../leads/facts-of-lead.ts'
import { saveLeadFacts } from '../leads/lead-facts.ts'
import { completenessOf } from '../leads/project-lead.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import { scoredBy } from '../models/judged-by.ts'
import { deriveFacts } from '../scoring/derive-facts.ts'
import { disqualifiersOf, overruledFact } from '../scoring/score.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { Subject } from './stage-history.ts'

type OverruleDeps = Pick<Deps, 'now' | 'newId'>

/**
 * A person knows better than the rules that disqualify a lead: those that hold now do not count for it any more, others still
 * would. Gives back their ids. Score the lead anew once it stands where the person puts it (`scoreOverruled`).
 */
export async function overrule(
  trx: Kysely<Database>,
  deps: OverruleDeps,
  subject: Subject,
  lead: LeadTable,
): Promise<readonly string[]> {
  const at = deps.now()
  const release = await scoredBy(trx, lead)
  if (!release) return []
  const { facts } = await factsOfLead(trx, { lead, release, at })
  const circumstances = {
    requestedAt: lead.created_at,
    source: lead.source,
    completeness: () => completenessOf(release.flow, facts),
  }
  const held = disqualifiersOf(release.model, deriveFacts(release.model, facts, circumstances))
  const rules = held.map(({ id }) => id)
  await keepOverruled(trx, deps, subject, { rules, value: true })
  return rules
}

/** Takes it back: the rules count again. */
export async function restoreRules(
  trx: Kysely<Database>,
  deps: OverruleDeps,
  subject: Subject,
  rules: readonly string[],
): Promise<void> {
  await keepOverruled(trx, deps, subject, { rules, value: null })
  await scoreOverruled(trx, deps, subject)
}

/** What the lead is worth with these rules or without them. Nobody is told: the move that it belongs to tells. */
export async function scoreOverruled(
  trx: Kysely<Database>,
  deps: OverruleDeps,
  { workspaceId, leadId }: Pick<Subject, 'workspaceId' | 'leadId'>,
): Promise<void> {
  await rescoreLead(trx, deps, { workspaceId, leadId, at: deps.now(), quiet: true })
}

async function keepOverruled(
  trx: Kysely<Database>,
  { now }: Pick<Deps, 'now'>,
  { workspaceId, leadId, actor }: Subject,
  { rules, value }: { readonly rules: readonly string[]; readonly value: true | null },
): Promise<void> {
  const facts = Object.fromEntries(rules.map(rule => [overruledFact(rule), value]))
  await saveLeadFacts(trx, { workspaceId, leadId, source: 'sales', actor: actor.id, at: now(), facts })
}
