import type { Act, Answers } from './conversation.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

/** The pages of Tallybarn where people talk. */
export type TalkFlow = 'pricing' | 'landing' | 'demo' | 'magnet'

const NEEDS = { many_sites: 26, spreadsheets: 34, erp_mismatch: 22, comparing: 18 }
const SIZES = { s1_10: 14, s11_49: 26, s50_500: 42, s501_1000: 10, s1001: 8 }
const ROLES = { executive: 22, head: 26, manager: 28, specialist: 16, consultant: 8 }
const TIMELINES = { month: 16, quarter: 30, half_year: 26, later: 18, none: 10 }
const BUDGETS = { under_3k: 16, b3_8k: 24, b8_24k: 22, b24k: 10, not_set: 18, not_said: 10 }

const WISHES = [
  'How a count goes on while we pick.',
  'What our ERP would receive.',
  'Counting in the cold store, with gloves.',
  'How long until the third site runs.',
]

/** What somebody answers to everything any of the flows could ask; each flow takes what it needs. */
export function pickAnswers(random: Random, person: Person): Answers {
  return {
    need: random.weighted(NEEDS),
    size: random.weighted(SIZES),
    role: random.weighted(ROLES),
    timeline: random.weighted(TIMELINES),
    budget: random.weighted(BUDGETS),
    name: person.name,
    email: person.email,
    company: person.company,
    ...(random.next() < 0.4 ? { message: random.pick(WISHES) } : {}),
    contact_ok: true,
    // Every second one or so, without drawing: the people stay who they were.
    ...(person.email.length % 2 === 0 ? { marketing_ok: true } : {}),
  }
}

/** What they looked at before, the page they talk on last. */
export function pickActs(random: Random, flow: TalkFlow): Act[] {
  const acts: Act[] = []
  const see = (chance: number, act: Omit<Extract<Act, { type: 'page_viewed' }>, 'type'>) => {
    if (random.next() < chance) acts.push({ type: 'page_viewed', ...act })
  }
  see(0.22, { path: '/', minutesBefore: random.between(1, 6) * 1440 })
  see(0.4, { path: '/', minutesBefore: random.between(14, 20) })
  see(0.2, { path: '/calculator', minutesBefore: random.between(10, 13) })
  see(0.2, { path: '/customers/cold-store', minutesBefore: random.between(6, 9) })
  if (random.next() < 0.08) {
    const path = '/blog/cycle-count-checklist'
    acts.push({ type: 'downloaded', path, file: 'cycle-count-checklist.txt', minutesBefore: 5 })
  }
  if (flow !== 'landing') see(1, { path: '/pricing', minutesBefore: random.between(2, 4) })
  if (flow !== 'pricing') see(1, { path: PAGES[flow], minutesBefore: 1 })
  return acts
}

/** Where each flow stands. */
export const PAGES: Readonly<Record<TalkFlow, string>> = {
  pricing: '/pricing',
  landing: '/lp/stock-count',
  demo: '/demo',
  magnet: '/blog/cycle-count-checklist',
}
