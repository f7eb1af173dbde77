import { assignAll } from '#flows/assign.ts'
import { visitorIn } from './audience.ts'
import { withClick } from './click-id.ts'
import { toBehavior } from './conversation.ts'
import type { Cell } from './figures.ts'
import type { NamedLead } from './named-leads.ts'
import { PAGES } from './pick-answers.ts'
import type { HistoryPlan, PlannedVisit } from './plan-history.ts'

const MINUTE_MS = 60_000
/** The test that was running when the named leads came. */
const EXPERIMENT = 'teaser'

/** The named leads as visits like everybody's. */
export function planNamed(plan: Omit<HistoryPlan, 'cells'>, leads: readonly NamedLead[]): PlannedVisit[] {
  return leads.map(lead => planOne(plan, lead))
}

/** The cells without the people who are told one by one, so that both together come to the figures. */
export function withoutNamed(cells: readonly Cell[], leads: readonly NamedLead[]): Cell[] {
  return cells.map(cell => {
    if (cell.experiment !== EXPERIMENT || cell.to > 0) return cell
    const own = leads.filter(({ variant }) => variant === cell.variant)
    const [here, elsewhere] = [own.filter(({ flow }) => flow === 'pricing'), own.filter(({ flow }) => flow === 'demo')]
    return {
      ...cell,
      here: { exposed: cell.here.exposed - own.length, ...less(cell.here, here) },
      elsewhere: less(cell.elsewhere, elsewhere),
    }
  })
}

function planOne(
  { tested, plain, siteOrigin, random, end }: Omit<HistoryPlan, 'cells'>,
  lead: NamedLead,
): PlannedVisit {
  const { flow, variant, answers, origin, verdict } = lead
  const carrier = tested[EXPERIMENT]
  const experiment = carrier?.flow.experiments?.find(({ id }) => id === EXPERIMENT)
  if (!carrier || !experiment) throw new Error('No teaser test is running.')
  const spoken = flow === 'demo' ? plain.demo : carrier
  const at = end - lead.minutesAgo * MINUTE_MS
  const visitor = visitorIn(experiment, variant, random)
  const path = PAGES[flow]
  const context = {
    ...origin,
    utm: withClick(origin.utm, visitor),
    page: { url: `${siteOrigin}${path}`, path },
    surface: flow === 'demo' ? ('inline' as const) : ('bubble' as const),
    shape: flow === 'demo' ? ('page' as const) : ('chat' as const),
    variants: assignAll(spoken.flow, visitor),
    consent: 'granted' as const,
  }
  return {
    ...{ visitor, experiment, variant, exposedAt: at - 2 * MINUTE_MS },
    talk: {
      ...{ visitor, flow, release: flow === 'demo' ? null : EXPERIMENT, at, context },
      said: spoken.say(context, answers),
      acts: toBehavior(lead.acts, at - MINUTE_MS),
      books: lead.reach === 'booked',
      verdict: verdict
        ? { email: String(answers.email), at: end - verdict.minutesAgo * MINUTE_MS, decision: verdict.decision }
        : null,
    },
  }
}

function less(numbers: Cell['elsewhere'], leads: readonly NamedLead[]): Cell['elsewhere'] {
  const among = (...reaches: readonly NamedLead['reach'][]) =>
    leads.filter(({ reach }) => reaches.includes(reach)).length
  return {
    started: numbers.started - leads.length,
    completed: numbers.completed - leads.length,
    qualified: numbers.qualified - among('qualified', 'booked'),
    booked: numbers.booked - among('booked'),
  }
}
