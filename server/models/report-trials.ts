import type { Kysely } from 'kysely'
import { isQualified } from '../leads/project-lead.ts'
import { withVerdicts } from '../leads/verdict-columns.ts'
import { type FlowKey, loadFlowRow } from '../publishing/flow-row.ts'
import { revisionId } from '../publishing/revision-id.ts'
import { presets } from '../scoring/presets/index.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isChallenged } from './judged-by.ts'
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
const PAGE = 2_000
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

interface Counts {
  leads: number
  qualified: number
  accepted: number
  rejected: number
  won: number
}

async function reportSplit(
  db: Kysely<Database>,
  of: FlowKey & { readonly trial: Trial; readonly now: number },
): Promise<TrialReport['split']> {
  const { trial, now } = of
  const counts = { champion: none(), challenger: none() }
  const split = { trialId: trial.id, share: trial.share }
  for await (const lead of leadsDuring(db, of)) {
    const side = isChallenged(split, lead.id) ? counts.challenger : counts.champion
    side.leads += 1
    side.qualified += Number(isQualified(lead))
    side.accepted += Number(lead.verdict === 'accepted')
    side.rejected += Number(lead.verdict === 'rejected')
    side.won += Number(lead.stage === 'customer' || Boolean(lead.won))
  }
  const champion = toArm(counts.champion)
  const challenger = toArm(counts.challenger)
  const difference = differenceOf(champion.accepted, challenger.accepted)
  const accepted = counts.champion.accepted + counts.challenger.accepted
  const days = ((trial.endedAt ?? now) - trial.startedAt) / DAY_MS
  const early = days < DAYS_NEEDED || accepted < ACCEPTED_NEEDED
  return { champion, challenger, difference, state: early ? 'collecting' : stateOf(difference) }
}

function stateOf(difference: ReturnType<typeof differenceOf>): SplitState {
  if (!difference || (difference.low <= 0 && difference.high >= 0)) return 'no_difference'
  return difference.low > 0 ? 'challenger_better' : 'champion_better'
}

function toArm({ leads, qualified, accepted, rejected, won }: Counts): ArmResult {
  return {
    leads,
    qualified: proportionOf(qualified, leads),
    accepted: proportionOf(accepted, leads),
    rejected: proportionOf(rejected, leads),
    won: proportionOf(won, leads),
  }
}

function none(): Counts {
  return { leads: 0, qualified: 0, accepted: 0, rejected: 0, won: 0 }
}

interface TriedLead extends Pick<LeadTable, 'id' | 'stage' | 'outcome'> {
  readonly verdict: 'accepted' | 'rejected' | null
  readonly won: string | null
}

/** Leads that came while the trial ran, robots left out; in pages, so that nothing waits for long. */
async function* leadsDuring(
  db: Kysely<Database>,
  { workspaceId, flowId, trial, now }: FlowKey & { readonly trial: Trial; readonly now: number },
): AsyncGenerator<TriedLead> {
  let after = ''
  for (;;) {
    const page = await withVerdicts(db)
      .selectFrom('leads')
      .leftJoin('sessions', join =>
        join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
      )
      .select(['leads.id', 'leads.stage', 'leads.outcome', 'leads.verdict'])
      .select(eb =>
        eb
          .selectFrom('lead_outcomes')
          .select(count => count.fn.max('lead_outcomes.id').as('id'))
          .whereRef('lead_outcomes.workspace_id', '=', 'leads.workspace_id')
          .whereRef('lead_outcomes.lead_id', '=', 'leads.id')
          .where('lead_outcomes.kind', '=', 'won')
          .as('won'),
      )
      .where('leads.workspace_id', '=', workspaceId)
      .where('leads.flow_id', '=', flowId)
      .where('leads.created_at', '>=', trial.startedAt)
      .where('leads.created_at', '<', trial.endedAt ?? now + 1)
      .where('sessions.quarantine', 'is', null)
      .where('leads.id', '>', after)
      .orderBy('leads.id')
      .limit(PAGE)
      .execute()
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.id
  }
}
