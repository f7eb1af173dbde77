import type { Flow } from '#flows/flow.ts'
import { checkRules } from './check-rules.ts'
import { error, escaped, type ScoreModelFinding, warning } from './finding.ts'
import { mostOf } from './rules/index.ts'
import { type OptionsRule, optionsOf } from './rules/options.ts'
import type { EngagementRule, FitRule, ScoreModel } from './score-model.ts'

/** What is wrong or odd in a model, given the questions of the flow it is released with. An error stops publishing. */
export function checkScoreModel(model: ScoreModel, flow?: Pick<Flow, 'fields'>): ScoreModelFinding[] {
  return [
    ...checkIds(model),
    ...checkRulesExist(model),
    ...model.fit.flatMap((rule, index) =>
      rule.kind === 'options' && flow ? checkOptions(rule, `/fit/${index}/points`, flow.fields) : [],
    ),
    ...checkRules(model, flow?.fields),
    ...checkThresholds(model),
    ...checkGrades(model),
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

function checkThresholds({ thresholds: { hot, cold }, mql, sal }: ScoreModel): ScoreModelFinding[] {
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
  if (sal && sal.score < mql.score) {
    const message = `Leads go to sales at ${sal.score}, before they are marketing qualified at ${mql.score}.`
    findings.push(warning('sal_below_mql', '/sal/score', message))
  }
  return findings
}

function checkGrades({ grades }: ScoreModel): ScoreModelFinding[] {
  if (!grades) return []
  const { a, b, c } = grades.fit
  const { one, two, three } = grades.engagement
  if (a > b && b > c && one > two && two > three) return []
  return [
    error(
      'grades_order',
      '/grades',
      'Each grade must begin below the better one: A above B above C, 1 above 2 above 3.',
    ),
  ]
}

function checkReachable(model: ScoreModel, fields: Flow['fields'] | undefined): ScoreModelFinding[] {
  const { hot } = model.thresholds
  const fit = mostTogether(model.fit, model, { limit: model.fitCap ?? Number.POSITIVE_INFINITY, fields })
  const acts = mostTogether(model.engagement.rules, model, { limit: model.engagement.cap, fields })
  const score = fit + acts
  const who = fields ? 'With the questions of this flow nobody' : 'Nobody'
  const above = (model.milestones ?? []).flatMap(({ label, score: line }, index) => {
    if (line <= score) return []
    const message = `${who} can reach “${label}”: the best score is ${score}, it needs ${line}.`
    return [warning('milestone_unreachable', `/milestones/${index}/score`, message)]
  })
  if (score > 0 && score < model.mql.score) {
    const message = `${who} can be marketing qualified: the best score is ${score}, it needs ${model.mql.score}.`
    above.push(warning('mql_unreachable', '/mql/score', message))
  }
  if (fit < hot.fit) {
    const message = `${who} can be hot: the best fit is ${fit}, hot needs ${hot.fit}.`
    return [warning('hot_unreachable', '/thresholds/hot/fit', message), ...above]
  }
  if (score < hot.score) {
    const message = `${who} can be hot: the best score is ${score}, hot needs ${hot.score}.`
    return [warning('hot_unreachable', '/thresholds/hot/score', message), ...above]
  }
  return above
}

/** The most that rules can come to, within the limits of each, of its group and of all. */
function mostTogether(
  rules: readonly (FitRule | EngagementRule)[],
  { caps = [] }: ScoreModel,
  { limit, fields }: { readonly limit: number; readonly fields: Flow['fields'] | undefined },
): number {
  const groupOf = new Map(caps.flatMap(group => group.rules.map(id => [id, group])))
  const grouped = new Map<string, number>()
  let sum = 0
  for (const rule of rules) {
    const most = Math.min(mostOf(rule, fields), rule.cap ?? Number.POSITIVE_INFINITY)
    const group = groupOf.get(rule.id)
    if (group) grouped.set(group.id, Math.min(group.most, (grouped.get(group.id) ?? 0) + most))
    else sum += most
  }
  for (const most of grouped.values()) sum += most
  return Math.min(limit, sum)
}
