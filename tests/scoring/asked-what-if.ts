import type { Facts } from '#flows/condition.ts'
import type { Answer, Flow } from '#flows/flow.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { whatIf } from '#server/scoring/what-if.ts'
import { answered, bantFields, labelOf } from './bant-fields.ts'
import { daysAgo, NOW, toEvents, type WrittenAct } from './history.ts'

/** 10 + 15 + 12 + 12 = 49 of fit; the budget is open. */
export const OPEN = { need: 'many_sites', size: 's50_500', role: 'head', timeline: 'quarter' }

interface Asked {
  readonly model?: ScoreModel
  readonly answers: Readonly<Record<string, Answer>>
  readonly facts?: Facts
  readonly fields?: Flow['fields']
  readonly acts?: readonly WrittenAct[]
  readonly silentDays?: number
  readonly belongsToCompany?: boolean
}

/** What would change the score of a lead with these answers and acts. */
export function asked({ model = presets.bant, answers, facts = {}, fields = bantFields, acts = [], ...more }: Asked) {
  const { silentDays = 0, belongsToCompany = true } = more
  const input = {
    model,
    labels: labelOf,
    facts: { ...answered(answers), ...facts },
    events: toEvents(acts),
    colleagues: 0,
    lastActiveAt: daysAgo(silentDays),
    at: NOW,
  }
  const { entries } = scoreLead({ ...input, modelRevision: 'rev' })
  return whatIf({ ...input, fields, entries, belongsToCompany, requestedAt: NOW, completeness: () => 100 })
}
