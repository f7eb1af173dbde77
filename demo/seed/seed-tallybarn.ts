import type { Deps } from '#server/deps.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import type { DemoClock } from '../demo-clock.ts'
import { firstTallybarnModel, tallybarnModel } from '../tallybarn-model.ts'
import { askForMarketing } from './ask-for-marketing.ts'
import { type Rehearsal, rehearse } from './conversation.ts'
import { createTallybarn, type Tallybarn } from './create-tallybarn.ts'
import { type Cell, HISTORY_DAYS, QUOTE_FROM, TEASER_FROM } from './figures.ts'
import type { NamedLead } from './named-leads.ts'
import { planDeals } from './plan-deals.ts'
import { planHistory } from './plan-history.ts'
import { planNamed, withoutNamed } from './plan-named.ts'
import { createRandom } from './random.ts'
import { tellAccounts } from './tell-accounts.ts'
import { tellActivity } from './tell-activity.ts'
import { type Happening, happeningsOf, tell } from './tell-history.ts'
import { pricingByTest, templateAt } from './tested-flows.ts'
import { createVisitorApi, type Send } from './visitor-api.ts'

export interface SeedOptions {
  readonly deps: Pick<Deps, 'store' | 'now' | 'newId' | 'randomBytes' | 'live' | 'wakeDelivery'>
  /** The clock behind `deps.now`. It stands at `end` afterwards. */
  readonly clock: DemoClock
  readonly send: Send
  readonly parleyOrigin: string
  readonly siteOrigin: string
  /** Where the history ends, in milliseconds since 1970. */
  readonly end: number
  /** Everybody, the named leads among them. */
  readonly cells: readonly Cell[]
  readonly named: readonly NamedLead[]
  /** Called now and then while the crowd is told, at night: what Parley does by itself as time goes by. */
  readonly night?: (workspaceId: string) => Promise<unknown>
  /** Called between the crowd and the named leads: destinations made here hear of the latter only. */
  readonly connect?: (workspaceId: string) => Promise<void>
  /** Called after all that a named lead does: deliveries are to leave at that time. */
  readonly delivered?: () => Promise<void>
}

const DAY_MS = 86_400_000
/** Same seed, same people, same story. */
const SEED = 20_261_122

/** Sets Tallybarn up and tells its history through the public API; gives the workspace's id and the site's public key. */
export async function seedTallybarn(options: SeedOptions): Promise<Pick<Tallybarn, 'workspaceId' | 'siteKey'>> {
  const { deps, clock, siteOrigin, end, cells, named } = options
  clock.set(end - HISTORY_DAYS * DAY_MS)
  const tallybarn = await createTallybarn(deps, options)
  const { workspaceId, siteKey } = tallybarn
  const { tested, plain, releases, publishing } = await prepareFlows(tallybarn, options)

  const plan = { tested, plain, siteOrigin, end, random: createRandom(SEED) }
  const telling = { ...{ deps, clock, workspaceId, releases }, api: createVisitorApi({ ...options, siteKey }) }
  const crowd = planHistory({ ...plan, cells: withoutNamed(cells, named) })
  // Numbers of its own: the people stay who they were.
  const deals = planDeals(crowd, { random: createRandom(SEED + 1), end })
  const nights = nightsUntil(end).map(at => ({ at, alone: true, act: async () => options.night?.(workspaceId) }))
  await tell(clock, [...publishing, ...nights, ...happeningsOf(telling, crowd, deals)])

  // Nothing is told of what is still to come.
  clock.set(end)
  await tellAccounts(deps, { workspaceId })
  await tellActivity(deps, { workspaceId, end })
  await options.connect?.(workspaceId)
  const known = happeningsOf(telling, planNamed(plan, named))
  await tell(
    clock,
    known.map(({ at, act }) => ({
      at,
      alone: true,
      async act() {
        await act()
        await options.delivered?.()
      },
    })),
  )
  clock.set(end)
  return { workspaceId, siteKey }
}

/** Publishes what stays the same, and plans when each test of the pricing chat goes live. */
async function prepareFlows(tallybarn: Tallybarn, { siteOrigin, end }: Pick<SeedOptions, 'siteOrigin' | 'end'>) {
  const landing = templateAt('landing', siteOrigin)
  const demo = askForMarketing(templateAt('demo', siteOrigin))
  const magnet = templateAt('magnet', siteOrigin)
  const releases = new Map<string, string>()
  for (const [name, flow] of Object.entries({ opener: landing, demo, magnet })) {
    releases.set(name, await tallybarn.publish(flow, 'First release'))
  }

  const tested: Record<string, Rehearsal> = { opener: rehearse(landing, tallybarnModel) }
  const publishing = pricingByTest(siteOrigin).map(({ experiment, flow }): Happening => {
    const { day, note, model } = STARTS[experiment] ?? { day: HISTORY_DAYS, note: '', model: tallybarnModel }
    tested[experiment] = rehearse(flow, model)
    return {
      at: end - day * DAY_MS - 1,
      alone: true,
      act: async () => releases.set(experiment, await tallybarn.publish(flow, note, model)),
    }
  })
  const plain = { demo: rehearse(demo, tallybarnModel), magnet: rehearse(magnet, tallybarnModel) }
  return { tested, plain, releases, publishing }
}

/** Every third one: nobody sees how scores faded in between. */
function nightsUntil(end: number): number[] {
  const midnight = Math.floor(end / DAY_MS) * DAY_MS
  return Array.from({ length: HISTORY_DAYS / 3 }, (_, index) => midnight - index * 3 * DAY_MS)
}

interface Start {
  /** Days before the end. */
  readonly day: number
  readonly note: string
  readonly model: ScoreModel
}

const STARTS: Readonly<Record<string, Start>> = {
  launcher_words: { day: HISTORY_DAYS, note: 'Tests the words on the launcher', model: firstTallybarnModel },
  quote_30s: { day: QUOTE_FROM, note: 'Tests “30-second quote”', model: firstTallybarnModel },
  teaser: {
    day: TEASER_FROM,
    note: 'Quote test over: more completed, fewer qualified. Tests the teaser. Grades for sales, silence counts double',
    model: tallybarnModel,
  },
}
