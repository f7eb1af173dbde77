import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import { currentStanding } from '../lifecycle/current-standing.ts'
import { lifecycleRulesOf } from '../lifecycle/load-rules.ts'
import type { Routed } from '../routing/route.ts'
import { planOf } from '../scoring/score-plan.ts'
import type { Database } from '../store/schema.ts'
import type { AcceptDeps, AcceptLeadInput } from './accepted-lead.ts'
import { assignOwner } from './assign-owner.ts'
import type { KnownPerson } from './known-person.ts'
import { loadBehavior } from './lead-behavior.ts'
import { sourceOf } from './lead-source.ts'
import { type Projection, projectLead } from './project-lead.ts'
import { withoutEchoes } from './told-twice.ts'

/** A visit and what is known of who makes it. */
export interface JudgedVisit extends AcceptLeadInput {
  readonly known: KnownPerson
  readonly facts: Facts
}

/** What the visit is worth with all that is known of the person. */
export async function scoreVisit(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  input: JudgedVisit & { readonly hasActs: boolean; readonly colleagues: number; readonly email: string | null },
): Promise<Projection> {
  const { visit, known, facts, hasActs, colleagues, email, behavior, partial, at } = input
  const { workspaceId, release } = visit
  const { lead, visitorIds } = known
  const stored = hasActs ? await loadBehavior(trx, { workspaceId, leadId: lead?.id ?? null, email, visitorIds }) : []
  return projectLead({
    release,
    facts,
    events: withoutEchoes([...stored, ...behavior]),
    colleagues,
    askedForSales: visit.booked || (release.flow.request === 'demo' && !partial),
    ...(lead ? { current: await currentStanding(trx, lead) } : {}),
    lifecycle: await lifecycleRulesOf(trx, deps, workspaceId),
    lastActiveAt: at,
    requestedAt: lead?.created_at ?? at,
    ...(planOf(release.model).readsSource && { source: firstSource(input) }),
    at,
  })
}

/** Who gets the person, by the first rule that holds. */
export async function routeVisit(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  { visit, projection, known, at }: JudgedVisit & { readonly projection: Projection },
): Promise<Routed> {
  const { folded, temperature, stage, disqualified } = projection
  return await assignOwner(trx, deps, {
    workspaceId: visit.workspaceId,
    routing: visit.release.present,
    facts: {
      ...projection.facts,
      source: firstSource({ known, visit }),
      score: folded.score,
      fit: folded.fit,
      engagement: folded.engagement,
      temperature,
      stage,
      ...(disqualified ? { disqualified: disqualified.rule } : {}),
    },
    previousOwner: known.lead?.owner_id ?? null,
    at,
  })
}

function firstSource({ known, visit }: Pick<JudgedVisit, 'known' | 'visit'>): string {
  return (known.trusted && known.lead?.source) || sourceOf(visit.context)
}
