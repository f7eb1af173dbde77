import type { Flow } from '#flows/flow.ts'
import { mostOf } from './rules/index.ts'
import { type OptionsRule, optionsOf } from './rules/options.ts'
import type { ScoreModel } from './score-model.ts'

export interface ScoreModelFinding {
  readonly severity: 'error' | 'warning'
  readonly code:
    | 'duplicate_id'
    | 'unknown_option'
    | 'option_without_points'
    | 'no_rules'
    | 'no_threshold'
    | 'hot_below_cold'
    | 'mql_above_hot'
    | 'hot_unreachable'
  /** RFC 6901, from the model. */
  readonly pointer: string
  /** In plain words. */
  readonly message: string
}

/** What is wrong or odd in a model, given the questions of the flow it is released with. An error stops publishing. */
export function checkScoreModel(model: ScoreModel, flow?: Pick<Flow, 'fields'>): ScoreModelFinding[] {
  return [
    ...checkIds(model),
    ...checkRulesExist(model),
    ...model.fit.flatMap((rule, index) =>
      rule.kind === 'options' && flow ? checkOptions(rule, `/fit/${index}/points`, flow.fields) : [],
    ),
    ...checkThresholds(model),
    ...checkReachable(model, flow?.fields),
  ]
}

function checkIds(model: ScoreModel): ScoreModelFinding[] {
  const seen = new Set<string>()
  const all = [
    ...model.fit.map((rule, index) => ({ id: rule.id, pointer: `/fit/${index}/id` })),
    ...model.engagement.rules.map((rule, index) => ({ id: rule.id, pointer: `/engagement/rules/${index}/id` })),
    ...model.disqualify.map((rule, index) => ({ id: rule.id, pointer: `/disqualify/${index}/id` })),
  ]
  return all
    .filter(({ id }) => seen.has(id) || !seen.add(id))
    .map(({ id, pointer }) => error('duplicate_id', pointer, `Two rules have the id “${id}”. Each needs its own.`))
}

function checkRulesExist({ fit, engagement }: ScoreModel): ScoreModelFinding[] {
  if (fit.length + engagement.rules.length > 0) return []
  return [warning('no_rules', '/fit', 'No rule gives points: every lead scores 0.')]
}

function checkOptions(rule: OptionsRule, pointer: string, fields: Flow['fields']): ScoreModelFinding[] {
  const offered = optionsOf(fields, rule.fact)
  if (!offered) return []
  const ids = new Set(offered.map(option => option.id))
  const unknown = Object.keys(rule.points).filter(id => rule.points[id] !== 0 && !ids.has(id))
  const unscored = offered.filter(option => !Object.hasOwn(rule.points, option.id))
  return [
    ...unknown.map(id =>
      warning(
        'unknown_option',
        `${pointer}/${escaped(id)}`,
        `“${rule.label}” has no option “${id}”: its points never count.`,
      ),
    ),
    ...unscored.map(option =>
      warning('option_without_points', pointer, `“${option.label}” in “${rule.label}” has no points yet and counts 0.`),
    ),
  ]
}

function checkThresholds({ thresholds: { hot, cold }, mql }: ScoreModel): ScoreModelFinding[] {
  const findings: ScoreModelFinding[] = []
  if (hot.score <= 0 && hot.fit <= 0) {
    findings.push(error('no_threshold', '/thresholds/hot', 'Everyone would be hot: set the score a hot lead needs.'))
  }
  if (hot.score < cold.below) {
    const message = `Hot starts at ${hot.score}, below the end of cold at ${cold.below}. Hot must not start lower.`
    findings.push(error('hot_below_cold', '/thresholds/hot/score', message))
  }
  if (mql.score > hot.score) {
    const message = `A lead can be hot at ${hot.score} without being marketing qualified, which starts at ${mql.score}.`
    findings.push(warning('mql_above_hot', '/mql/score', message))
  }
  return findings
}

function checkReachable(model: ScoreModel, fields: Flow['fields'] | undefined): ScoreModelFinding[] {
  const { hot } = model.thresholds
  const fit = model.fit.reduce((sum, rule) => sum + mostOf(rule, fields), 0)
  const acts = model.engagement.rules.reduce((sum, rule) => sum + mostOf(rule, fields), 0)
  const score = fit + Math.min(model.engagement.cap, acts)
  const who = fields ? 'With the questions of this flow nobody' : 'Nobody'
  if (fit < hot.fit) {
    const message = `${who} can be hot: the best fit is ${fit}, hot needs ${hot.fit}.`
    return [warning('hot_unreachable', '/thresholds/hot/fit', message)]
  }
  if (score < hot.score) {
    const message = `${who} can be hot: the best score is ${score}, hot needs ${hot.score}.`
    return [warning('hot_unreachable', '/thresholds/hot/score', message)]
  }
  return []
}

function error(code: ScoreModelFinding['code'], pointer: string, message: string): ScoreModelFinding {
  return { severity: 'error', code, pointer, message }
}

function warning(code: ScoreModelFinding['code'], pointer: string, message: string): ScoreModelFinding {
  return { severity: 'warning', code, pointer, message }
}

/** A key inside an RFC 6901 pointer. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
