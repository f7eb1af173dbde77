import type { Flow } from '../flow.ts'
import demo from './demo.json' with { type: 'json' }
import { toLanding } from './landing.ts'
import magnet from './magnet.json' with { type: 'json' }
import pricing from './pricing.json' with { type: 'json' }

/** A ready flow to start from. */
export interface Template {
  readonly id: 'pricing' | 'demo' | 'magnet' | 'landing'
  readonly title: string
  readonly purpose: string
  readonly flow: Flow
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
]
