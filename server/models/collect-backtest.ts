import type { Flow } from '#flows/flow.ts'
import { factLeaks, type KnownFacts, knownFacts } from '../learning/fact-leaks.ts'
import { STAGES } from '../scoring/stage.ts'
import type {
  BacktestReport,
  BacktestSpec,
  ComparedLead,
  Difference,
  Flips,
  ModelResult,
  SideScore,
} from './backtest-types.ts'
import { labelLead } from './label-lead.ts'
import { agreementOf, liftTable, type Measured, qualityOf, splitByTime, thresholdTable } from './measure.ts'
import type { PastLead } from './past-leads.ts'
import { drawFromStages } from './sample-stages.ts'
import { differencesBetween, type NamedModel, type PastScore, scorePast } from './score-past.ts'

/** Leads go in one by one, the report comes out: of each only what measures need is kept. */
export interface BacktestCollector {
  add(lead: PastLead, flow: Flow): void
  report(): BacktestReport
}

interface Models {
  readonly base: NamedModel
  readonly candidate: NamedModel
}

/** Decided leads below which shares are noise. */
const NEEDED = 20
const OLDER = 0.7
/** Leads of a flip that are named, and of a stage that are drawn. */
const NAMED = 60
const DRAWN = 4
const REASONS = 5
const OWNERS = 30
/** Decided leads whose facts are looked at, the newest: what is held in memory. */
const WITH_FACTS = 20_000
const WEEK_MS = 7 * 86_400_000

export function collectBacktest(spec: BacktestSpec, { base, candidate }: Models): BacktestCollector {
  const sides: Record<keyof Models, Measured[]> = { base: [], candidate: [] }
  const hot = { base: 0, candidate: 0 }
  const owners = new Map<string, { readonly index: number; readonly name: string }>()
  const mql = collectFlips()
  const hotFlips = collectFlips()
  const sample = drawFromStages<ComparedLead>(STAGES, { size: DRAWN, seed: spec.seed })
  let decided: { readonly known: KnownFacts; readonly outcome: number }[] = []
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY

  function ownerOf({ owner }: PastLead): number {
    if (!owner) return -1
    const known = owners.get(owner.id)
    if (known) return known.index
    if (owners.size >= OWNERS) return -1
    owners.set(owner.id, { index: owners.size, name: owner.name })
    return owners.size - 1
  }

  return {
    add(lead, flow) {
      const moment = spec.moment === 'capture' ? null : spec.moment
      const was = scorePast(lead, base, { flow, moment })
      const is = scorePast(lead, candidate, { flow, moment })
      const label = labelLead(lead, { ...spec, at: spec.until })
      // Who a rule took out was decided by the rule, not by an outcome.
      const judged = was.projection.disqualified === null && is.projection.disqualified === null
      if (label !== 'open' && judged) decided.push({ known: knownFacts(lead, flow), outcome: Number(label === 'good') })
      if (decided.length > 2 * WITH_FACTS) decided = decided.slice(-WITH_FACTS)
      const same = { label, verdict: lead.verdict, owner: ownerOf(lead), createdAt: lead.createdAt }
      sides.base.push({ ...same, ...measured(was) })
      sides.candidate.push({ ...same, ...measured(is) })
      hot.base += Number(was.hot)
      hot.candidate += Number(is.hot)
      const compare = () => toCompared(lead, [base, was], [candidate, is])
      if (was.qualified !== is.qualified) mql.add(is.qualified, compare)
      if (was.hot !== is.hot) hotFlips.add(is.hot, compare)
      sample.offer(lead.stage, compare)
      first = Math.min(first, lead.createdAt)
      last = Math.max(last, lead.createdAt)
    },

    report() {
      const leads = sides.candidate
      const weeks = leads.length === 0 ? 1 : Math.max(1, (last - first) / WEEK_MS)
      const settings = { owners: owners.size, weeks }
      const count = (label: Measured['label']) => leads.filter(lead => lead.label === label).length
      const [good, bad] = [count('good'), count('bad')]
      const leaks = leaksAmong(decided.slice(-WITH_FACTS), [base, candidate])
      return {
        spec,
        leads: leads.length,
        good,
        bad,
        open: count('open'),
        needed: NEEDED,
        enough: good + bad >= NEEDED && good > 0 && bad > 0,
        weeks,
        splitAt: splitByTime(leads, OLDER).at,
        owners: [...owners].map(([id, { name }]) => ({ id, name })),
        base: resultOf(base, sides.base, { ...settings, hot: hot.base }),
        candidate: resultOf(candidate, sides.candidate, { ...settings, hot: hot.candidate }),
        mql: mql.flips(),
        hot: hotFlips.flips(),
        sample: sample.drawn().map(({ stage, of, items }) => ({ stage, of, leads: items })),
        ...(leaks && { leaks }),
      }
    },
  }
}

/** Null when too few leads are decided, or all the same way. */
function leaksAmong(
  decided: readonly { readonly known: KnownFacts; readonly outcome: number }[],
  models: readonly NamedModel[],
): BacktestReport['leaks'] | null {
  const outcomes = decided.map(({ outcome }) => outcome)
  if (outcomes.length < NEEDED || new Set(outcomes).size < 2) return null
  return factLeaks(
    decided.map(({ known }) => known),
    outcomes,
    models.map(({ model }) => model),
  )
}

function measured({ score, qualified, projection }: PastScore): Pick<Measured, 'score' | 'qualified'> {
  return { score: projection.disqualified ? null : score, qualified }
}

function resultOf(
  { name, revision, model }: NamedModel,
  leads: readonly Measured[],
  { owners, weeks, hot }: { readonly owners: number; readonly weeks: number; readonly hot: number },
): ModelResult {
  // Who is nobody's comes last.
  const placed = leads.map(lead => (lead.owner < 0 ? { ...lead, owner: owners } : lead))
  const { older, newer } = splitByTime(placed, OLDER)
  return {
    name,
    revision,
    mql: model.mql.score,
    hot: model.thresholds.hot,
    qualified: placed.filter(({ qualified }) => qualified).length,
    hotLeads: hot,
    disqualified: placed.filter(({ score }) => score === null).length,
    quality: qualityOf(placed),
    lift: liftTable(placed),
    thresholds: thresholdTable(placed, { owners, weeks }),
    agreement: agreementOf(placed),
    older: qualityOf(older),
    newer: qualityOf(newer),
  }
}

function toCompared(
  { id, verdict, outcome }: PastLead,
  [base, was]: readonly [NamedModel, PastScore],
  [candidate, is]: readonly [NamedModel, PastScore],
): ComparedLead {
  const rules = differencesBetween(was.projection, is.projection)
  const lines = [
    ...(was.qualified === is.qualified ? [] : movedMql(base, candidate)),
    ...(was.hot === is.hot ? [] : movedHot(base, candidate)),
  ]
  const differences = [...rules.slice(0, REASONS), ...lines.filter(line => line.base !== line.candidate)]
  return { id, base: toSide(was), candidate: toSide(is), verdict, outcome, differences }
}

function toSide({ score, fit, engagement, temperature, qualified }: PastScore): SideScore {
  return { score, fit, engagement, temperature, qualified }
}

function movedMql({ model: was }: NamedModel, { model: is }: NamedModel): Difference[] {
  return [{ reason: 'MQL starts at', base: was.mql.score, candidate: is.mql.score }]
}

function movedHot({ model: { thresholds: was } }: NamedModel, { model: { thresholds: is } }: NamedModel): Difference[] {
  return [
    { reason: 'Hot starts at', base: was.hot.score, candidate: is.hot.score },
    { reason: 'Hot needs fit of', base: was.hot.fit, candidate: is.hot.fit },
  ]
}

function collectFlips() {
  let leads: Flips['leads'][number][] = []
  const counts = { up: 0, down: 0 }
  const largest = () => leads.toSorted((a, b) => change(b) - change(a)).slice(0, NAMED)
  return {
    add(rises: boolean, compare: () => ComparedLead): void {
      const direction = rises ? 'up' : 'down'
      counts[direction] += 1
      leads.push({ ...compare(), direction })
      if (leads.length > 4 * NAMED) leads = largest()
    },
    flips: (): Flips => ({ ...counts, leads: largest() }),
  }
}

function change({ base, candidate }: ComparedLead): number {
  return Math.abs(candidate.score - base.score)
}
