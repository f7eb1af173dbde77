import type { Flow } from '#flows/flow.ts'
import { templates } from '#flows/templates/index.ts'
import type { PastLead } from '#server/models/past-leads.ts'
import type { NamedModel } from '#server/models/score-past.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'

export const DAY = 86_400_000
/** 2026-08-01 */
export const BEGIN = Date.UTC(2026, 7, 1)

export function pricingFlow(): Flow {
  const template = templates.find(({ id }) => id === 'pricing')
  if (!template) throw new Error('There is no pricing template.')
  return template.flow
}

/** The default preset, changed. */
export function bantWith(name: string, change: (model: ScoreModel) => ScoreModel = model => model): NamedModel {
  return { name, revision: name, model: change(presets.bant) }
}

/** A past lead with what matters to a test. */
export function pastLeadOf(change: Partial<PastLead> & { readonly id: string }): PastLead {
  const capturedFacts = change.capturedFacts ?? {}
  return {
    flowId: 'pricing',
    releaseId: 'release',
    createdAt: BEGIN,
    source: 'direct',
    laterFacts: [],
    facts: capturedFacts,
    acts: [],
    askedForSales: false,
    colleagues: [],
    priority: null,
    owner: null,
    stage: 'lead',
    stageLog: [{ from: null, to: 'lead', at: BEGIN }],
    outcome: 'open',
    outcomeAt: null,
    verdict: null,
    verdictAt: null,
    verdictReason: null,
    score: 0,
    modelRevision: 'old',
    ...change,
    capturedFacts,
  }
}
