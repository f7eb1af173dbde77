import type { Routed } from '../routing/route.ts'
import type { Visit } from '../sessions/visit.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { CardConsent } from './lead-card-type.ts'
import type { LeadHappening } from './lead-rows.ts'

interface Cause {
  readonly visit: Visit
  /** The newest, which the lead keeps unless its words are those agreed to before. */
  readonly consent: CardConsent
  readonly routed: Routed | null
}

/** What a lead's history tells of a visit that made or changed it. */
export function changesOf(
  before: LeadTable | null,
  after: LeadTable,
  { visit, consent, routed }: Cause,
): LeadHappening[] {
  const flags = visit.context.flags ?? []
  const about = {
    session: visit.sessionId,
    flow: after.flow_id,
    release: after.release_id,
    ...(flags.length > 0 && { flags }),
  }
  const opening: LeadHappening[] =
    before === null
      ? [
          {
            type: 'created',
            body: {
              ...about,
              score: after.score,
              stage: after.stage,
              outcome: after.outcome,
              ...(after.partial === 1 && { partial: true }),
            },
          },
        ]
      : before.session_id === after.session_id
        ? []
        : [{ type: 'returned', body: about }]
  return [
    ...opening,
    ...(before?.partial === 1 && after.partial === 0 ? [{ type: 'completed' as const, body: about }] : []),
    ...(before?.consent_json === after.consent_json ? [] : [{ type: 'consent_given' as const, body: { ...consent } }]),
    ...(before === null ? [] : scoreChanges(before, after)),
    ...(before !== null && before.outcome !== after.outcome
      ? [{ type: 'outcome_changed' as const, body: { from: before.outcome, to: after.outcome } }]
      : []),
    ...(routed?.owner && before?.owner_id !== routed.owner.id ? [assigned(routed)] : []),
  ]
}

/** What a new score changes, and why where that is not what the person did. */
export function scoreChanges(
  before: LeadTable,
  after: LeadTable,
  why: { readonly reason?: 'another_model' | 'content_named' } = {},
): LeadHappening[] {
  const rescored = before.score !== after.score || before.temperature !== after.temperature
  return [
    ...(rescored ? [{ type: 'rescored' as const, body: { from: standing(before), to: standing(after), ...why } }] : []),
    ...(before.stage === after.stage
      ? []
      : [{ type: 'stage_changed' as const, body: { from: before.stage, to: after.stage, ...why } }]),
  ]
}

/** Whether those who were told of the lead should hear of it again. */
export function isNews(before: LeadTable, after: LeadTable): boolean {
  const told = [
    'email',
    'name',
    'company',
    'phone',
    'stage',
    'temperature',
    'score',
    'outcome',
    'owner_id',
    'partial',
    'open_questions',
  ] as const
  return before.facts_json !== after.facts_json || told.some(column => before[column] !== after[column])
}

function standing({ score, fit, engagement, temperature }: LeadTable) {
  return { score, fit, engagement, temperature }
}

function assigned({ owner, teamId, ruleId, dueAt, record }: Routed): LeadHappening {
  return {
    type: 'assigned',
    body: { owner: owner?.id, name: owner?.name, team: teamId, rule: ruleId, dueAt, reason: record.reason },
  }
}
