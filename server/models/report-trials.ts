import type { Kysely } from 'kysely'
import { type FlowKey, loadFlowRow } from '../publishing/flow-row.ts'
import { revisionId } from '../publishing/revision-id.ts'
import { presets } from '../scoring/presets/index.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Database } from '../store/schema.ts'
import { countSides, type SideCounts, type SideQualified } from './count-sides.ts'
import { loadModelVersions } from './model-versions.ts'
import { differenceOf, type Proportion, proportionOf } from './proportions.ts'
import { reportShadow, type ShadowResult } from './report-shadow.ts'
import { loadTrials, type Trial } from './trials.ts'

export type { ShadowResult }

/** Leads of one side of a split. Shares are of all leads of that side. */
export interface ArmResult {
  readonly leads: number
  /** As the side's own model says it: not what decides. */
  readonly qualified: Proportion
  readonly accepted: Proportion
  readonly rejected: Proportion
  readonly won: Proportion
}

/** What may be said of a split: too early, no difference shown, or one of them is better at what sales accepts. */
export type SplitState = 'collecting' | 'no_difference' | 'challenger_better' | 'champion_better'

export interface TrialReport extends Trial {
  /** In words: `Model 3`, `Preset BANT`, or a draft. */
  readonly name: string
  readonly split: {
    readonly champion: ArmResult
    readonly challenger: ArmResult
    /** Share of accepted leads, challenger less champion. */
    readonly difference: ReturnType<typeof differenceOf>
    readonly state: SplitState
  } | null
  readonly shadow: ShadowResult | null
}

const DAY_MS = 86_400_000
/** Before both are reached nothing is ranked: looking early finds differences that are not there. */
const DAYS_NEEDED = 14
const ACCEPTED_NEEDED = 20
const SHOWN = 10

/** Trials of a flow with what they show, the newest first. Throws ApiError `not_found`. */
export async function reportTrials(
  db: Kysely<Database>,
  { workspaceId, flowId, now }: FlowKey & { readonly now: number },
): Promise<TrialReport[]> {
  const key = { workspaceId, flowId }
  const row = await loadFlowRow(db, key)
  const versions = await loadModelVersions(db, { ...key, liveReleaseId: row.live_release_id })
  const reports: TrialReport[] = []
  for (const trial of (await loadTrials(db, key)).slice(0, SHOWN)) {
    const version = versions.find(({ revision }) => revision === trial.revision)
    reports.push({
      ...trial,
      name: version ? `Model ${version.number}` : nameOf(trial.revision),
      split: trial.mode === 'challenger' ? await reportSplit(db, { ...key, trial, now }) : null,
      shadow: trial.mode === 'shadow' ? await reportShadow(db, { workspaceId, trialId: trial.id }) : null,
    })
  }
  return reports
}

function nameOf(revision: string): string {
  const preset = Object.values<ScoreModel>(presets).find(model => revisionId(model) === revision)
  return preset ? `Preset ${preset.name}` : 'A draft that was not published'
}

async function reportSplit(
  db: Kysely<Database>,
  { workspaceId, flowId, trial, now }: FlowKey & { readonly trial: Trial; readonly now: number },
): Promise<TrialReport['split']> {
  const { id: trialId, share, startedAt: since, endedAt } = trial
  const counts = await countSides(db, { workspaceId, flowId, trialId, share, since, until: endedAt ?? now + 1 })
  const champion = toArm(counts.champion, trial.qualified?.champion)
  const challenger = toArm(counts.challenger, trial.qualified?.challenger)
  const difference = differenceOf(champion.accepted, challenger.accepted)
  const accepted = counts.champion.accepted + counts.challenger.accepted
  const days = ((endedAt ?? now) - since) / DAY_MS
  const early = days < DAYS_NEEDED || accepted < ACCEPTED_NEEDED
  return { champion, challenger, difference, state: early ? 'collecting' : stateOf(difference) }
}

function stateOf(difference: ReturnType<typeof differenceOf>): SplitState {
  if (!difference || (difference.low <= 0 && difference.high >= 0)) return 'no_difference'
  return difference.low > 0 ? 'challenger_better' : 'champion_better'
}

/** `then` = what the side's own model had said when the trial ended: the live model scores both sides since. */
function toArm({ leads, qualified, accepted, rejected, won }: SideCounts, then?: SideQualified): ArmResult {
  return {
    leads,
    qualified: then ? proportionOf(then.qualified, then.leads) : proportionOf(qualified, leads),
    accepted: proportionOf(accepted, leads),
    rejected: proportionOf(rejected, leads),
    won: proportionOf(won, leads),
  }
}
