import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import { bantFields } from './bant-fields.ts'
import { modelOf } from './models.ts'

// Models written briefly, and what the checks say about their rules.

export type Fit = ScoreModel['fit'][number]
export type Act = ScoreModel['engagement']['rules'][number]

export const size = (id: string, points: Record<string, number>, label = 'Company size') =>
  ({ id, kind: 'options', fact: 'size', label, points }) as const
export const level = (points: Record<string, number>) =>
  ({ id: 'level', kind: 'options', fact: 'role.level', label: 'Seniority', points }) as const
export const role = (points: Record<string, number>) =>
  ({ id: 'role', kind: 'options', fact: 'role', label: 'Role', points }) as const
export const when = (id: string, condition: Extract<Fit, { kind: 'when' }>['when'], points: number, reason: string) =>
  ({ id, kind: 'when', when: condition, points, reason }) as const
export const is = (fact: string, value: string) => ({ fact, is: value }) as const

export const act = (id: string, points: number, more: Partial<Extract<Act, { kind: 'event' }>> = {}): Act =>
  ({ id, kind: 'event', event: 'downloaded', points, times: 'once', reason: id, ...more }) as const

interface Rules extends Partial<Pick<ScoreModel, 'disqualify' | 'regions' | 'profiles' | 'personas'>> {
  readonly fit?: readonly Fit[]
  readonly engagement?: readonly Act[]
}

const ABOUT_RULES = new Set([
  'contradiction',
  'counted_twice',
  'never_counts',
  'never_holds',
  'never_earned',
  'region_reversed',
  'unknown_option',
])

/** Code, pointer and words of what does not go together; with the questions of the pricing conversation. */
export function conflictsIn({ fit = [], engagement = [], ...parts }: Rules) {
  const model = scoreModelSchema.parse(JSON.parse(JSON.stringify({ ...modelOf({ fit, engagement }), ...parts })))
  const found = checkScoreModel(model, { fields: bantFields }).filter(isConflict)
  return found.map(({ code, pointer, message }) => [code, pointer, message])
}

export function isConflict({ code }: { readonly code: string }): boolean {
  return ABOUT_RULES.has(code)
}
