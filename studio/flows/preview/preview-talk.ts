import type { Decision, Offer, SessionContext, Shape } from '#flows/api.ts'
import type { Flow, PublicFlow } from '#flows/flow.ts'
import { publicFlow, withVariants } from '#flows/locale.ts'
import type { Routing } from '#server/http/api-type.ts'

/** What a preview shows of a draft. */
export interface PreviewOptions {
  readonly shape: Shape
  /** Begins at this step: what comes before counts as not said. Null = from the start. */
  readonly from: string | null
  /** Experiment id -> variant id. */
  readonly variants: Readonly<Record<string, string>>
  /** What the routing is taken to decide. */
  readonly outcome: string
}

/** The draft as a visitor's browser would get it, cut to where the preview begins. */
export function previewFlow(flow: Flow, { from, variants }: Pick<PreviewOptions, 'from' | 'variants'>): PublicFlow {
  const shown = withVariants(publicFlow(flow, flow.locale), variants)
  const index = shown.steps.findIndex(({ id }) => id === from)
  return index > 0 ? { ...shown, steps: shown.steps.slice(index) } : shown
}

/** A visit to a page of nobody's: nothing of it is sent. */
export function previewVisit(flow: PublicFlow, { shape, variants }: PreviewOptions): SessionContext {
  return {
    page: { url: 'https://www.example.com/pricing', path: '/pricing', title: 'Pricing' },
    utm: {},
    locale: flow.locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    device: 'desktop',
    surface: 'inline',
    shape,
    variants,
    consent: 'denied',
  }
}

/** The decision a visitor would get, with the first person the draft's routing gives such leads to. */
export function previewDecision(routing: Routing, place: Pick<Decision, 'step' | 'after'>, outcome: string): Decision {
  const offer = outcome === 'sales' ? offerFor(routing, outcome) : undefined
  return { ...place, outcome, ...(offer && { offer }) }
}

function offerFor({ people, teams, rules }: Routing, outcome: string): Offer | undefined {
  const taken = rules.flatMap(rule => {
    if (rule.outcome !== outcome || !rule.assign) return []
    const { assign } = rule
    if ('person' in assign) return [assign.person]
    return teams.find(({ id }) => id === assign.team)?.members.map(({ person }) => person) ?? []
  })
  const owner = people.find(({ id }) => taken.includes(id)) ?? people[0]
  if (!owner) return undefined
  const { name, title, bookingUrl } = owner
  return { owner: { name, ...(title && { title }) }, ...(bookingUrl && { bookingUrl }) }
}
