import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { factsOfLead } from '../leads/facts-of-lead.ts'
import { completenessOf } from '../leads/project-lead.ts'
import type { Release } from '../publishing/live.ts'
import { deriveFacts } from '../scoring/derive-facts.ts'
import { disqualifiersOf } from '../scoring/score.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** What the rules of a routing may ask of a lead that is stored, as they may of one in a conversation. */
export async function routingFacts(
  db: Kysely<Database>,
  { lead, release, at }: { readonly lead: LeadTable; readonly release: Release; readonly at: number },
): Promise<Facts> {
  const { facts } = await factsOfLead(db, { lead, release, at })
  const derived = deriveFacts(release.model, facts, {
    requestedAt: lead.created_at,
    source: lead.source,
    completeness: () => completenessOf(release.flow, facts),
  })
  const [disqualifier] = lead.temperature === 'disqualified' ? disqualifiersOf(release.model, derived) : []
  return {
    ...derived,
    source: lead.source,
    score: lead.score,
    fit: lead.fit,
    engagement: lead.engagement,
    temperature: lead.temperature,
    stage: lead.stage,
    ...(disqualifier && { disqualified: disqualifier.id }),
  }
}
