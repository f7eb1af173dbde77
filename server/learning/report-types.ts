import type { BacktestTarget } from '../models/backtest-types.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Calibration, Reliability } from './calibration.ts'
import type { ThresholdLine } from './capacity.ts'
import type { EncodedFact } from './encode.ts'
import type { FoundLeak } from './fact-leaks.ts'
import type { LearnProblem } from './learn.ts'
import type { Logistic } from './logistic.ts'
import type { RuleVerdict } from './rule-verdicts.ts'

/** What is to be learnt. */
export interface LearningSpec {
  /** What counts as a good outcome. */
  readonly target: BacktestTarget
  /** Leads captured in this time, in milliseconds since 1970. */
  readonly since: number
  readonly until: number
  /** Days after which an open lead counts as one that came to nothing; null = learnt from the outcomes. */
  readonly matureDays: number | null
}

/** Points the outcomes suggest for one option or one rule. */
export interface Suggestion {
  /** Stable within a report. */
  readonly key: string
  /** `option` of a rule that has several, the whole `rule`, or an option that no rule looks at (`new`). */
  readonly kind: 'option' | 'rule' | 'new'
  /** Rule, and for `new` the fact. */
  readonly rule: string
  readonly option: string | null
  /** In words. */
  readonly label: string
  readonly optionLabel: string | null
  /** 0 where there is none yet. */
  readonly present: number
  readonly suggested: number
  /** Decided leads with it, and the good ones of them. */
  readonly leads: number
  readonly good: number
}

export type LearningState = 'ready' | 'early' | 'collecting'

export interface LabelledVerdict extends RuleVerdict {
  readonly label: string
  /** Whether the rule gives points to some leads and takes them from others: a verdict on each. */
  readonly bothWays: boolean
  readonly group: 'fit' | 'engagement'
}

/** What the outcomes of a flow's leads say. Shares and AUC are 0 to 1, null where there is nothing to measure. */
export interface LearningReport {
  readonly spec: LearningSpec
  /** Content hash of the model whose points are compared. */
  readonly modelRevision: string
  readonly mql: number
  readonly counts: {
    readonly leads: number
    readonly good: number
    readonly bad: number
    /** Undecided and too young to judge, or, for `accepted`, without a verdict. */
    readonly young: number
    /** Undecided and so old that they count as come to nothing; part of `bad`. */
    readonly overdue: number
    /** Left out: disqualified before anybody looked. */
    readonly disqualified: number
  }
  readonly matureDays: number
  /** `collecting`: too little to show points; `early`: a beginning, close to the present points; `ready`. */
  readonly state: LearningState
  /** Decided leads still missing until it is `ready`. */
  readonly missing: number
  readonly problem: LearnProblem | null
  readonly auc: {
    /** Present points. */
    readonly now: number | null
    /** The learned model, on leads it had not seen. */
    readonly model: number | null
    /** Its whole points, on leads it had not seen. */
    readonly points: number | null
  }
  /** Log odds that a present point is worth; 0 = the present points say nothing about these outcomes. */
  readonly oddsPerPoint: number
  readonly strength: number | null
  readonly suggestions: readonly Suggestion[]
  readonly calibration: Reliability | null
  readonly thresholds: { readonly now: readonly ThresholdLine[]; readonly suggested: readonly ThresholdLine[] }
  /** Weeks that leads a week are counted over. */
  readonly weeks: number
  readonly verdicts: readonly LabelledVerdict[]
  readonly leaks: readonly FoundLeak[]
}

/** Everything needed to predict for a new lead as the report did. */
export interface Predictor {
  readonly facts: readonly EncodedFact[]
  readonly model: Logistic
  readonly calibration: Calibration
  readonly scoreModel: ScoreModel
  readonly target: BacktestTarget
  /** Decided leads it was learnt from. */
  readonly leads: number
  /** Share of good ones among them. */
  readonly rate: number
}
