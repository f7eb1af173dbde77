import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { competitorDomains } from './tallybarn-routing.ts'

const ofRivals = {
  any: [
    { fact: 'email.domain', domainIn: competitorDomains },
    { fact: 'company.domain', domainIn: competitorDomains },
  ],
} as const

/** How Tallybarn began to score: the BANT preset with its own rivals, and half as hard on silence as today. */
export const firstTallybarnModel: ScoreModel = {
  ...presets.bant,
  engagement: {
    ...presets.bant.engagement,
    rules: presets.bant.engagement.rules.map(rule => (rule.id === 'idle' ? { ...rule, points: -5 } : rule)),
  },
  disqualify: presets.bant.disqualify.map(rule => (rule.id === 'competitor' ? { ...rule, when: ofRivals } : rule)),
}

/** How Tallybarn scores today: grades beside the number, and names for the companies and people it is made for. */
export const tallybarnModel: ScoreModel = {
  ...firstTallybarnModel,
  engagement: presets.bant.engagement,
  grades: { fit: { a: 50, b: 35, c: 20 }, engagement: { one: 15, two: 9, three: 5 } },
  profiles: [
    {
      id: 'mid_size',
      label: 'Mid-size, counts that do not add up',
      when: {
        all: [
          { fact: 'size.min', gte: 50 },
          { fact: 'size.max', lte: 1000 },
          { fact: 'need', in: ['many_sites', 'spreadsheets', 'erp_mismatch'] },
        ],
      },
    },
    { id: 'enterprise', label: 'Enterprise', when: { fact: 'size.min', gte: 1001 } },
  ],
  personas: [
    { id: 'decides', label: 'Decides on the money', when: { fact: 'role.level', is: 'executive' } },
    { id: 'runs_stock', label: 'Runs the warehouse', when: { fact: 'role.level', in: ['head', 'manager'] } },
  ],
}
