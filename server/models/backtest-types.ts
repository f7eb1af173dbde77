import type { FoundLeak } from '../learning/fact-leaks.ts'
import type { LeadTable } from '../store/lead-tables.ts'

/** A model to look at: the flow's draft, what is live, a published revision, or a preset by name. */
export type ModelChoice =
  | { readonly kind: 'draft' }
  | { readonly kind: 'live' }
  | { readonly kind: 'revision'; readonly revision: string }
  | { readonly kind: 'preset'; readonly preset: string }

/** What counts as good: got as far as SQL, bought, or was accepted by sales. */
export type BacktestTarget = 'sql' | 'won' | 'accepted'

/** What a backtest is asked. */
export interface BacktestSpec {
  readonly base: ModelChoice
  readonly candidate: ModelChoice
  /** Leads captured in this time, in milliseconds since 1970. */
  readonly since: number
  readonly until: number
  /** Scored as they were when they were captured, or as they were at this time. */
  readonly moment: 'capture' | number
  readonly target: BacktestTarget
  /** An open lead younger than so many days when the time ends is not judged: it may still turn out well. */
  readonly matureDays: number
  /** Of the random sample. */
  readonly seed: number
}

/** Shares are null where they would divide by nothing. */
export interface Quality {
  /** Leads whose outcome is known, and the good ones of them. */
  readonly decided: number
  readonly good: number
  /** The same of leads the model takes for qualified. */
  readonly above: number
  readonly goodAbove: number
  /** goodAbove ÷ above */
  readonly precision: number | null
  /** goodAbove ÷ good */
  readonly recall: number | null
  /** How often a good lead has more points than a bad one; ties count half. */
  readonly auc: number | null
}

/** About a tenth of the decided leads, the best scores first. Leads of one score stay together. */
export interface LiftRow {
  /** Lowest and highest score; null = disqualified, which no score is below. */
  readonly from: number | null
  readonly to: number | null
  readonly leads: number
  readonly good: number
  readonly rate: number
  /** rate ÷ rate of all; null when no lead is good. */
  readonly lift: number | null
  /** Of all good leads, the share found down to here. */
  readonly found: number | null
}

/** If the threshold stood here. */
export interface ThresholdRow {
  readonly score: number
  readonly leads: number
  readonly perWeek: number
  readonly precision: number | null
  readonly recall: number | null
  /** Per week, in the order of the report's `owners`; those nobody owned come last. */
  readonly byOwner: readonly number[]
}

/** What sales said against what the model says. */
export interface Agreement {
  readonly yesAccepted: number
  readonly yesRejected: number
  readonly noAccepted: number
  readonly noRejected: number
  /** Share of verdicts that agree with the model. */
  readonly agree: number | null
  /** Cohen's kappa: agreement beyond chance; 1 = always, 0 = as by chance. Null when there is nothing to compare. */
  readonly kappa: number | null
}

/** One model over the leads. */
export interface ModelResult {
  /** In words: `Draft`, `Live model 3`, `Preset bant`. */
  readonly name: string
  readonly revision: string
  readonly mql: number
  readonly hot: { readonly score: number; readonly fit: number }
  readonly qualified: number
  readonly hotLeads: number
  readonly disqualified: number
  readonly quality: Quality
  readonly lift: readonly LiftRow[]
  readonly thresholds: readonly ThresholdRow[]
  readonly agreement: Agreement
  /** The older 70 % of the decided leads, and the newer 30 %. */
  readonly older: Quality
  readonly newer: Quality
}

/** What one model makes of a lead. */
export interface SideScore {
  readonly score: number
  readonly fit: number
  readonly engagement: number
  readonly temperature: LeadTable['temperature']
  readonly qualified: boolean
}

/** A rule that gives a lead other points in the other model, or a threshold that moved. */
export interface Difference {
  /** In words. */
  readonly reason: string
  /** Points it counts for under each; 0 = nothing. */
  readonly base: number
  readonly candidate: number
}

export interface ComparedLead {
  readonly id: string
  readonly base: SideScore
  readonly candidate: SideScore
  readonly verdict: 'accepted' | 'rejected' | null
  readonly outcome: 'won' | 'sql' | 'rejected' | 'lost' | 'open'
  /** What makes the difference, the strongest first. */
  readonly differences: readonly Difference[]
}

export interface Flips {
  readonly up: number
  readonly down: number
  /** Some of them, the largest changes first. */
  readonly leads: readonly (ComparedLead & { readonly direction: 'up' | 'down' })[]
}

export interface StageSample {
  readonly stage: LeadTable['stage']
  /** How many leads stand there. */
  readonly of: number
  readonly leads: readonly ComparedLead[]
}

/** Two models over the same past leads. Holds ids of leads, never names: those are looked up when it is read. */
export interface BacktestReport {
  readonly spec: BacktestSpec
  readonly leads: number
  /** Good and bad by the target; open = too young to judge. */
  readonly good: number
  readonly bad: number
  readonly open: number
  /** Fewer decided leads than this say nothing. */
  readonly needed: number
  readonly enough: boolean
  readonly weeks: number
  /** Where older and newer leads part; null without decided leads. */
  readonly splitAt: number | null
  readonly owners: readonly { readonly id: string; readonly name: string }[]
  readonly base: ModelResult
  readonly candidate: ModelResult
  readonly mql: Flips
  readonly hot: Flips
  readonly sample: readonly StageSample[]
  /** Facts known only after the outcome. Without enough decided leads nobody looked, nor in reports from before there was this. */
  readonly leaks?: readonly FoundLeak[]
}
