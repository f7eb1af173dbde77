import { type FitRule, type ScoreModel, scoreModelSchema } from '../scoring/score-model.ts'
import { rulesOf } from './features.ts'
import type { Suggestion } from './report-types.ts'

export interface Applied {
  readonly model: ScoreModel
  /** Keys of suggestions that are in the model now. */
  readonly taken: readonly string[]
  /** Keys of those that could not be: their rule is gone, or does not allow such points. */
  readonly skipped: readonly string[]
}

/** Puts suggested points into a model, one after another; what the model does not allow is skipped, never half done. */
export function applySuggestions(model: ScoreModel, suggestions: readonly Suggestion[]): Applied {
  const taken: string[] = []
  const skipped: string[] = []
  let current = model
  for (const suggestion of suggestions) {
    const changed = applyOne(current, suggestion)
    const parsed = changed && scoreModelSchema.safeParse(changed)
    if (parsed?.success) {
      current = parsed.data
      taken.push(suggestion.key)
    } else skipped.push(suggestion.key)
  }
  return { model: current, taken, skipped }
}

function applyOne(model: ScoreModel, suggestion: Suggestion): ScoreModel | null {
  if (suggestion.kind === 'new') return addOption(model, suggestion)
  if (!rulesOf(model).some(({ id }) => id === suggestion.rule)) return null
  return suggestion.kind === 'option' ? setOption(model, suggestion) : setPoints(model, suggestion)
}

function setOption(model: ScoreModel, { rule: id, option, suggested }: Suggestion): ScoreModel {
  const set = (rule: FitRule): FitRule =>
    rule.id === id && rule.kind === 'options' && option !== null
      ? { ...rule, points: { ...rule.points, [option]: suggested } }
      : rule
  return { ...model, fit: model.fit.map(set) }
}

function setPoints(model: ScoreModel, { rule: id, suggested }: Suggestion): ScoreModel {
  const set = <Rule extends { readonly id: string }>(rule: Rule): Rule =>
    rule.id === id && 'points' in rule && typeof rule.points === 'number' ? { ...rule, points: suggested } : rule
  return {
    ...model,
    fit: model.fit.map(set),
    engagement: { ...model.engagement, rules: model.engagement.rules.map(set) },
  }
}

/** The first option of a fact makes its rule; the others join it. */
function addOption(model: ScoreModel, { rule: fact, option, label, suggested }: Suggestion): ScoreModel | null {
  if (option === null || option.length > 64) return null
  const own = model.fit.find(rule => rule.kind === 'options' && rule.fact === fact)
  if (own) return setOption(model, { rule: own.id, option, suggested } as Suggestion) // all that `setOption` reads
  const id = freeId(model, fact)
  const rule: FitRule = { id, kind: 'options', fact, label: label.slice(0, 100), points: { [option]: suggested } }
  return { ...model, fit: [...model.fit, rule] }
}

function freeId(model: ScoreModel, fact: string): string {
  const taken = new Set(rulesOf(model).map(({ id }) => id))
  const base = `learnt_${fact.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, '_')}`.slice(0, 60)
  if (!taken.has(base)) return base
  for (let number = 2; ; number++) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`
}
