import type { Flow } from '../flow.ts'
import demo from './demo.json' with { type: 'json' }
import { FRAMEWORK_NAMES, type FrameworkTemplateId, frameworkFlow } from './frameworks.ts'
import { toLanding } from './landing.ts'
import magnet from './magnet.json' with { type: 'json' }
import pricing from './pricing.json' with { type: 'json' }

/** A ready flow to start from. */
export interface Template {
  readonly id: 'pricing' | 'demo' | 'magnet' | 'landing' | FrameworkTemplateId
  readonly title: string
  readonly purpose: string
  readonly flow: Flow
  /** The framework whose slots it asks for; left out: made for a page. */
  readonly framework?: FrameworkTemplateId
}

// JSON modules are typed by their text, without literal types; the tests parse every template.
const asFlow = (json: unknown) => json as Flow

/** In the order in which a marketer is offered them. */
export const templates: readonly Template[] = [
  {
    id: 'pricing',
    title: 'Pricing chat',
    purpose: 'Need, size, role, timeline and budget in five taps; then a plan, and a time for those who are ready.',
    flow: asFlow(pricing),
  },
  {
    id: 'demo',
    title: 'Demo request',
    purpose: 'A short form beside a calendar: who asks, and what the demo must show.',
    flow: asFlow(demo),
  },
  {
    id: 'magnet',
    title: 'Checklist download',
    purpose: 'An address for something useful. Never a calendar.',
    flow: asFlow(magnet),
  },
  {
    id: 'landing',
    title: 'Landing page chat',
    purpose: 'The pricing conversation inside a page, with its first sentence under test.',
    flow: toLanding(asFlow(pricing)),
  },
  framework('bant', 'Budget, authority, need and timeline: what it may cost comes first, for a product with a price.'),
  framework('champ', 'Challenges before money: for buyers who know what hurts and not yet what solves it.'),
  framework('anum', 'Authority first: who is there decides how the talk goes on.'),
  framework(
    'gpctba_ci',
    'Goals, plans and challenges down to what follows from them: for large, considered purchases.',
  ),
]

function framework(id: FrameworkTemplateId, purpose: string): Template {
  return { id, title: `${FRAMEWORK_NAMES[id]} chat`, purpose, flow: frameworkFlow(id), framework: id }
}
