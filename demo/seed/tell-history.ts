import type { Deps } from '#server/deps.ts'
import { decideLead } from '#server/leads/decide-lead.ts'
import type { DemoClock } from '../demo-clock.ts'
import { holdTalk } from './hold-talk.ts'
import type { DealStep } from './plan-deals.ts'
import type { PlannedTalk, PlannedVisit } from './plan-history.ts'
import { takeDealStep } from './tell-deals.ts'
import type { VisitorApi } from './visitor-api.ts'

export interface Telling {
  readonly deps: Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>
  readonly api: VisitorApi
  readonly clock: DemoClock
  readonly workspaceId: string
  /** Release ids: of the experiment's flow while it ran, and of the flows that had one release only. */
  readonly releases: ReadonlyMap<string, string>
}

/** What happens at one moment. */
export interface Happening {
  readonly at: number
  readonly act: () => Promise<unknown>
  /** Everything before it is over before it happens, and nothing behind it has begun. */
  readonly alone?: boolean
}

/** Happenings let loose together: enough for the store to write many in one go. */
const AT_ONCE = 64

/** Everything the planned visits come to: exposures, conversations, what people said of the leads later, and what came of them. */
export function happeningsOf(
  telling: Telling,
  visits: readonly PlannedVisit[],
  deals: ReadonlyMap<string, readonly DealStep[]> = new Map(),
): Happening[] {
  return visits.flatMap(visit => {
    const { talk, exposedAt } = visit
    const exposure: Happening = { at: exposedAt, act: () => expose(telling, visit) }
    if (!talk) return [exposure]
    const over = Promise.withResolvers<void>()
    const held: Happening = { at: talk.at, act: () => hold(telling, visit, talk).then(over.resolve) }
    // In the flow under test the widget reports what it showed along with the answers.
    const shown = talk.release === null ? [exposure, held] : [held]
    const { verdict } = talk
    if (!verdict) return shown
    const decided = Promise.withResolvers<void>()
    const judged = {
      at: verdict.at,
      act: () => over.promise.then(() => decide(telling, verdict)).then(decided.resolve),
    }
    return [...shown, judged, ...dealOf(telling, deals.get(verdict.email) ?? [], decided.promise)]
  })
}

/** The steps of a deal, none before the one before it is over. */
function dealOf({ deps, workspaceId }: Telling, steps: readonly DealStep[], decided: Promise<void>): Happening[] {
  let before = decided
  return steps.map(step => {
    const ready = before
    const over = Promise.withResolvers<void>()
    before = over.promise
    return { at: step.at, act: () => ready.then(() => takeDealStep(deps, workspaceId, step)).then(over.resolve) }
  })
}

/** Lets all of it happen in order, each at its own time on the clock. */
export async function tell(clock: DemoClock, happenings: readonly Happening[]): Promise<void> {
  let together: Happening[] = []
  const letHappen = async () => {
    const now = together
    together = []
    await Promise.all(now.map(({ at, act }) => clock.at(at, act)))
  }
  for (const happening of happenings.toSorted((a, b) => a.at - b.at)) {
    if (happening.alone || together.length === AT_ONCE) await letHappen()
    clock.set(happening.at)
    together.push(happening)
    if (happening.alone) await letHappen()
  }
  await letHappen()
}

/** Somebody's verdict on the lead with this address, by its owner's name. */
async function decide(
  { deps, workspaceId }: Telling,
  { email, decision, at }: NonNullable<PlannedTalk['verdict']>,
): Promise<void> {
  const lead = await deps.store.db
    .selectFrom('leads')
    .select(['id', 'owner_id', 'owner_name'])
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  const actor = { id: lead.owner_id ?? 'nora', name: lead.owner_name ?? 'Nora Blake' }
  await decideLead({ ...deps, now: () => at }, { workspaceId, leadId: lead.id, actor, decision })
}

async function expose({ api, releases }: Telling, visit: PlannedVisit): Promise<void> {
  const { visitor, experiment, variant, exposedAt } = visit
  const exposure = { experiment: experiment.id, version: experiment.version, variant, at: exposedAt }
  await api.expose({ release: releaseOf(releases, experiment.id), visitor, exposures: [exposure] })
}

async function hold(telling: Telling, { experiment, variant }: PlannedVisit, talk: PlannedTalk): Promise<void> {
  const { api, clock, releases } = telling
  const shown = talk.release === null ? null : { experiment, variant }
  await holdTalk(api, clock, { ...talk, shown, releaseId: releaseOf(releases, talk.release ?? talk.flow) })
}

function releaseOf(releases: Telling['releases'], name: string): string {
  const release = releases.get(name)
  if (release === undefined) throw new Error(`Nothing was published for ${name} yet.`)
  return release
}
