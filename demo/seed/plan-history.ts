import type { SessionContext, SessionEventBody } from '#flows/api.ts'
import { assignAll } from '#flows/assign.ts'
import type { Experiment, Flow } from '#flows/flow.ts'
import type { Decision } from '#server/leads/decide-lead.ts'
import { pickOrigin, visitorIn } from './audience.ts'
import { withClick } from './click-id.ts'
import { type Act, type Answers, type Rehearsal, type Standing, toBehavior } from './conversation.ts'
import { type Cell, HISTORY_DAYS } from './figures.ts'
import { createPeople } from './people.ts'
import { PAGES, pickActs, pickAnswers, type TalkFlow } from './pick-answers.ts'
import { pickMoment } from './pick-moment.ts'
import { pickRejection } from './pick-verdict.ts'
import type { Random } from './random.ts'

/** Somebody who saw a wording under test, and perhaps began to talk. Times are milliseconds since 1970. */
export interface PlannedVisit {
  readonly visitor: string
  readonly exposedAt: number
  readonly experiment: Experiment
  readonly variant: string
  readonly talk: PlannedTalk | null
}

export interface PlannedTalk {
  readonly visitor: string
  readonly flow: TalkFlow
  /** The experiment whose release it is held on; null = the flow's only release. */
  readonly release: string | null
  /** When the last answer was given. */
  readonly at: number
  readonly context: SessionContext
  readonly said: readonly SessionEventBody[]
  readonly acts: ReturnType<typeof toBehavior>
  readonly books: boolean
  /** What a salesperson says of the lead later. */
  readonly verdict: { readonly email: string; readonly at: number; readonly decision: Decision } | null
}

export interface HistoryPlan {
  readonly cells: readonly Cell[]
  /** The pricing or landing flow as it was while the experiment ran, by experiment. */
  readonly tested: Readonly<Record<string, Rehearsal>>
  readonly plain: Readonly<Record<'demo' | 'magnet', Rehearsal>>
  /** Address of Tallybarn's site. */
  readonly siteOrigin: string
  readonly random: Random
  /** Where the history ends. */
  readonly end: number
}

type Reach = 'started' | 'completed' | 'qualified' | 'booked'

/** Nobody talks so shortly before the end: these hours belong to the leads that are told one by one. */
const QUIET_MS = 9 * 3_600_000
const DAY_MS = 86_400_000
/** Leads this young still wait for a salesperson's word. */
const WAITING_MS = 3 * DAY_MS
const TRIES = 20_000

/** Everybody of the cells, in the order in which they were first seen. The same random numbers give the same people. */
export function planHistory(plan: HistoryPlan): PlannedVisit[] {
  const people = createPeople(plan.random)
  const visits = plan.cells.flatMap(cell => {
    const rehearsal = plan.tested[cell.experiment]
    const experiment = rehearsal?.flow.experiments?.find(({ id }) => id === cell.experiment)
    if (!rehearsal || !experiment) throw new Error(`There is no flow with the experiment ${cell.experiment}.`)
    return reachesOf(cell).map(reach => planVisit({ ...plan, cell, rehearsal, experiment, people }, reach))
  })
  return visits.sort((a, b) => a.exposedAt - b.exposedAt)
}

interface Place extends HistoryPlan {
  readonly cell: Cell
  readonly rehearsal: Rehearsal
  readonly experiment: Experiment
  readonly people: ReturnType<typeof createPeople>
}

/** How far one visitor gets, and whether in the flow under test. */
interface Fate {
  readonly reach: Reach | null
  readonly elsewhere: boolean
}

function reachesOf({ here, elsewhere }: Cell): Fate[] {
  const talkers = [...fates(here, false), ...fates(elsewhere, true)]
  const silent = Array.from({ length: here.exposed - talkers.length }, () => ({ reach: null, elsewhere: false }))
  return [...talkers, ...silent]
}

function fates(numbers: Cell['elsewhere'], elsewhere: boolean): Fate[] {
  const { started, completed, qualified, booked } = numbers
  return Array.from({ length: started }, (_, index) => ({
    elsewhere,
    reach:
      index < booked
        ? 'booked'
        : index < qualified
          ? 'qualified'
          : index < completed
            ? 'completed'
            : ('started' as const),
  }))
}

function planVisit(place: Place, fate: Fate): PlannedVisit {
  const { cell, experiment, random, end } = place
  const visitor = visitorIn(experiment, cell.variant, random)
  const firstDay = (Math.floor(end / DAY_MS) - HISTORY_DAYS + 1) * DAY_MS
  const period = {
    from: Math.max(firstDay, end - cell.from * DAY_MS),
    to: end - cell.to * DAY_MS - (fate.reach ? Math.max(0, QUIET_MS - cell.to * DAY_MS) : 0),
  }
  const exposedAt = pickMoment(random, period)
  const talk = fate.reach && planTalk(place, { visitor, exposedAt, elsewhere: fate.elsewhere, reach: fate.reach })
  return { visitor, exposedAt, experiment, variant: cell.variant, talk }
}

interface Talker {
  readonly visitor: string
  readonly exposedAt: number
  readonly elsewhere: boolean
  readonly reach: Reach
}

function planTalk(place: Place, talker: Talker): PlannedTalk {
  const { random, cell, rehearsal, plain, siteOrigin } = place
  const { visitor, exposedAt, reach } = talker
  const flow = talker.elsewhere ? elsewhereFor(random, reach) : cell.flow
  const spoken = flow === 'demo' || flow === 'magnet' ? plain[flow] : rehearsal
  const startedAt = exposedAt + random.between(20, 240) * 1000
  const context = contextOn(flow, { flow: spoken.flow, visitor, siteOrigin, random })
  const { acts, answers } = pickTold(place, { flow, spoken, context, reach, at: startedAt })
  const whole = spoken.say(context, answers)
  const said = reach === 'started' ? whole.slice(0, random.between(1, Math.max(1, whole.length - 2))) : whole
  const at = startedAt + said.length * random.between(4, 9) * 1000
  return {
    ...{ visitor, flow, release: spoken === rehearsal ? cell.experiment : null, at, context, said },
    acts: toBehavior(acts, startedAt),
    books: reach === 'booked',
    verdict: reach === 'booked' || reach === 'qualified' ? verdictOn(place, { answers, reach, at }) : null,
  }
}

/** The checklist qualifies nobody here, and whoever completes the demo form is a lead for sales by that alone. */
function elsewhereFor(random: Random, reach: Reach): TalkFlow {
  if (reach === 'completed') return 'magnet'
  return reach === 'started' && random.next() < 0.4 ? 'magnet' : 'demo'
}

interface Wanted {
  readonly flow: TalkFlow
  readonly spoken: Rehearsal
  readonly context: SessionContext
  readonly reach: Reach
  readonly at: number
}

/** Draws answers and acts until the score says what the fate says. */
function pickTold(place: Place, { flow, spoken, context, reach, at }: Wanted): { acts: Act[]; answers: Answers } {
  const { random, people } = place
  const person = people.next()
  const wanted: Standing | null =
    reach === 'started'
      ? null
      : reach === 'booked'
        ? 'hot'
        : reach === 'completed'
          ? 'unqualified'
          : random.next() < 0.3
            ? 'hot'
            : 'qualified'
  const exception = exceptionFor(random, flow, reach)
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const answers = { ...pickAnswers(random, person), ...exception }
    const acts = pickActs(random, flow)
    if (wanted === null || spoken.judge(context, answers, acts, at) === wanted) return { acts, answers }
  }
  throw new Error(`Nobody answers ${flow} so that they are ${wanted}.`)
}

/** Customers, students and a rival now and then: they begin, or even finish, and are nobody's lead. */
function exceptionFor(random: Random, flow: TalkFlow, reach: Reach): Answers {
  const chance = random.next()
  if (flow === 'magnet' || flow === 'demo') return {}
  if (reach === 'started' && chance < 0.06) return { need: 'customer' }
  if (reach !== 'completed') return {}
  if (chance < 0.06) return { role: 'student' }
  return chance < 0.09 ? { email: `${random.id(6)}@stocktaker-pro.example` } : {}
}

/** A meeting is accepted by who holds it; the other leads are looked at within days. */
function verdictOn(
  { random, end }: Place,
  lead: { answers: Answers; reach: Reach; at: number },
): PlannedTalk['verdict'] {
  const email = String(lead.answers.email)
  if (lead.reach === 'booked') {
    const at = Math.min(lead.at + random.between(15, 200) * 60_000, end - 600_000)
    return { email, at, decision: { verdict: 'accepted' } }
  }
  if (lead.at > end - WAITING_MS) return null
  return { email, at: lead.at + random.between(3, 60) * 3_600_000, decision: pickRejection(random) }
}

function contextOn(
  flow: TalkFlow,
  place: {
    readonly flow: Flow
    readonly visitor: string
    readonly siteOrigin: string
    readonly random: Random
  },
): SessionContext {
  const path = PAGES[flow]
  const origin = pickOrigin(place.random)
  return {
    ...origin,
    utm: withClick(origin.utm, place.visitor),
    page: { url: `${place.siteOrigin}${path}`, path },
    surface: flow === 'pricing' ? 'bubble' : 'inline',
    shape: flow === 'pricing' || flow === 'landing' ? 'chat' : 'page',
    variants: assignAll(place.flow, place.visitor),
    consent: 'granted',
  }
}
