import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { competitorDomains } from './tallybarn-routing.ts'

/** How Tallybarn scores: the BANT preset with its own rivals. */
export const tallybarnModel: ScoreModel = {
  ...presets.bant,
  disqualify: presets.bant.disqualify.map(rule =>
    rule.id === 'competitor' ? { ...rule, when: { fact: 'email.domain', domainIn: competitorDomains } } : rule,
  ),
}
