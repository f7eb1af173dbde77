import type { Flow } from '#flows/flow.ts'
import { auc } from './auc.ts'
import { probabilityOf, reliabilityOf } from './calibration.ts'
import { type ScoredLead, thresholdLines } from './capacity.ts'
import type { CollectedLead, Learner } from './collect-leads.ts'
import { factLeaks } from './fact-leaks.ts'
import { optionRules, rulesOf, toFeatureColumns } from './features.ts'
import { type HandPoints, type Learned, learn } from './learn.ts'
import { ruleLabel, suggestionsFor } from './name-suggestions.ts'
import { toPoints } from './points-table.ts'
import type { LearningReport, LearningSpec, LearningState, Predictor, Suggestion } from './report-types.ts'
import { judgeRules } from './rule-verdicts.ts'
import { at } from './solve-symmetric.ts'
import { countLevels, heldOutAucOfPoints, scaleOf } from './suggest-points.ts'
import { type Maturity, weighByMaturity } from './survival.ts'
import type { Column } from './table.ts'

/** Decided leads from which on suggestions are worth taking, and the fewest of either outcome. */
export const ENOUGH = 80
const ENOUGH_OF_EACH = 10
/** Fewer show nothing but how many are missing. */
const BEGINNING = 20
const BEGINNING_OF_EACH = 5
/** Weeks that leads a week are counted over, at most. */
const WEEKS = 12
const WEEK_MS = 7 * 86_400_000

interface Reporting {
  readonly spec: LearningSpec
  readonly learner: Learner
  /** Names questions and options. */
  readonly flow: Flow
  readonly disqualified: number
}

/** What past leads say, and what is needed to predict; `predictor` is null until enough outcomes are in. */
export function buildReport(
  all: readonly CollectedLead[],
  { spec, learner, flow, disqualified }: Reporting,
): { readonly report: LearningReport; readonly predictor: Predictor | null } {
  const maturity = maturityOf(all, spec)
  const used = all.flatMap((lead, row) => {
    const weight = at(maturity.weights, row)
    return weight > 0 ? [{ ...lead, weight }] : []
  })
  const outcomes = used.map(lead => Number(lead.good))
  const weights = used.map(lead => lead.weight)
  const good = outcomes.reduce((sum, one) => sum + one, 0)
  const bad = outcomes.length - good
  const known = used.map(lead => lead.known)
  const leaks = good > 0 && bad > 0 ? factLeaks(known, outcomes, [learner.model]) : []
  const leaking = new Set(leaks.filter(({ kind }) => kind === 'leak').map(({ name }) => `fact:${name}`))
  const columns = toFeatureColumns(used.map(({ features }) => features)).filter(
    ({ name }) => !leaking.has(name.split('=')[0] ?? name),
  )
  const state = stateOf(good, bad)
  const result = state === 'collecting' ? null : learnFrom(used, { columns, outcomes, weights, learner })
  const learned = result?.ok ? result.learned : null
  const outcome = { columns, outcomes, weights }
  const pointsPerOdds = learned ? scaleOf(learned) : 1
  const suggestions = learned ? suggest(learned, pointsPerOdds, { ...outcome, learner, flow }) : []
  const probabilities = learned?.heldOut.map(odds => probabilityOf(learned.calibration, odds)) ?? []
  const report: LearningReport = {
    spec,
    modelRevision: learner.revision,
    mql: learner.model.mql.score,
    counts: {
      leads: all.length,
      good,
      bad,
      young: maturity.censored,
      overdue: used.filter(lead => !lead.decided).length,
      disqualified,
    },
    matureDays: maturity.matureDays,
    state,
    missing: Math.max(0, ENOUGH - outcomes.length, ENOUGH_OF_EACH - good, ENOUGH_OF_EACH - bad),
    problem: result && !result.ok ? result.problem : null,
    auc: {
      now: auc(
        used.map(({ score }) => score),
        outcomes,
        weights,
      ),
      model: learned && auc(learned.heldOut, outcomes, weights),
      points: learned && heldOutAucOfPoints(learned, pointsPerOdds, outcome),
    },
    oddsPerPoint: learned?.oddsPerPoint ?? 0,
    strength: learned?.strength ?? null,
    suggestions,
    calibration: learned && reliabilityOf({ scores: probabilities, outcomes, weights }),
    ...thresholdsOf(all, maturity.weights, suggestions, spec.until),
    verdicts: judgeRules(used).map((verdict, _, all) => ({
      ...verdict,
      label: ruleLabel(learner.model, verdict.ruleId),
      bothWays: all.filter(({ ruleId }) => ruleId === verdict.ruleId).length > 1,
      group: learner.model.fit.some(({ id }) => id === verdict.ruleId) ? 'fit' : 'engagement',
    })),
    leaks,
  }
  const predictor = learned && {
    facts: learned.facts,
    model: learned.model,
    calibration: learned.calibration,
    scoreModel: learner.model,
    target: spec.target,
    leads: outcomes.length,
    rate: good / outcomes.length,
  }
  return { report, predictor }
}

/** Sales cannot have refused what it never saw: of leads without a verdict nothing is known, however old they are. */
function maturityOf(all: readonly CollectedLead[], { target, matureDays }: LearningSpec): Maturity {
  const maturity = weighByMaturity(all, matureDays ?? undefined)
  if (target !== 'accepted') return maturity
  const weights = all.map(({ decided }) => Number(decided))
  return { ...maturity, weights, censored: weights.filter(weight => weight === 0).length }
}

function stateOf(good: number, bad: number): LearningState {
  const least = Math.min(good, bad)
  if (good + bad >= ENOUGH && least >= ENOUGH_OF_EACH) return 'ready'
  return good + bad >= BEGINNING && least >= BEGINNING_OF_EACH ? 'early' : 'collecting'
}

interface Outcomes {
  readonly columns: readonly Column[]
  readonly outcomes: readonly number[]
  readonly weights: readonly number[]
  readonly learner: Learner
}

function learnFrom(used: readonly CollectedLead[], { columns, outcomes, weights, learner }: Outcomes) {
  const options = optionRules(learner.model)
  const cited = (feature: string) => options.has(feature.slice('fact:'.length).split('=')[0] ?? '')
  const hand: HandPoints = ({ name, levels }, level) => {
    const value = levels[level]?.value
    if (value === undefined) return 0
    if (name.startsWith('rule:')) return value === 'yes' ? pointsOfRule(name.slice('rule:'.length), learner, used) : 0
    const [fact = '', option] = name.slice('fact:'.length).split('=')
    if (option !== undefined && value !== 'yes') return 0
    return options.get(fact)?.points[option ?? value] ?? 0
  }
  // Options that somebody gave points are few and stay apart, however rare they are.
  return learn({ columns, outcomes, weights, hand, encode: { rareBelow: name => (cited(name) ? 1 : undefined) } })
}

/** Of a rule without one number of points, what it usually counts for. */
function pointsOfRule(ruleId: string, { model }: Learner, used: readonly CollectedLead[]): number {
  const rule = rulesOf(model).find(({ id }) => id === ruleId)
  if (rule && 'points' in rule && typeof rule.points === 'number') return rule.points
  const counted = used.flatMap(({ touches }) => touches.find(touch => touch.ruleId === ruleId)?.points ?? [])
  return counted.length === 0 ? 0 : counted.reduce((sum, one) => sum + one, 0) / counted.length
}

function suggest(learned: Learned, pointsPerOdds: number, given: Outcomes & { readonly flow: Flow }): Suggestion[] {
  const tables = toPoints(learned, pointsPerOdds)
  const { learner, flow } = given
  return learned.facts.flatMap((fact, index) => {
    const table = tables[index]
    const column = given.columns.find(({ name }) => name === fact.name)
    if (!table || !column) return []
    return suggestionsFor({ flow, model: learner.model }, { fact, table, counts: countLevels(fact, column, given) })
  })
}

/** The present score of each lead, and the same with the suggested points in the place of the present ones. */
function thresholdsOf(
  all: readonly CollectedLead[],
  weights: readonly number[],
  suggestions: readonly Suggestion[],
  until: number,
): Pick<LearningReport, 'thresholds' | 'weeks'> {
  const oldest = all.reduce((least, lead) => Math.min(least, lead.createdAt), until)
  const weeks = Math.max(1, Math.min(WEEKS, (until - oldest) / WEEK_MS))
  const leads = (scoreOf: (lead: CollectedLead) => number) =>
    all.map(
      (lead, row): ScoredLead => ({
        score: scoreOf(lead),
        good: at(weights, row) > 0 ? lead.good : null,
        recent: lead.createdAt > until - weeks * WEEK_MS,
      }),
    )
  const changes = suggestions.filter(({ present, suggested }) => present !== suggested)
  const moved = (lead: CollectedLead) =>
    changes.reduce((sum, one) => sum + (appliesTo(one, lead) ? one.suggested - one.present : 0), lead.score)
  return {
    weeks,
    thresholds: {
      now: thresholdLines(
        leads(lead => lead.score),
        weeks,
      ),
      suggested: suggestions.length > 0 ? thresholdLines(leads(moved), weeks) : [],
    },
  }
}

function appliesTo({ key, kind, option }: Suggestion, { features }: CollectedLead): boolean {
  const name = kind === 'rule' ? key : key.slice(0, key.length - (option?.length ?? 0) - 1)
  const value = features.get(name)
  return kind === 'rule' || name.includes('=') ? value === 'yes' : value === option
}
