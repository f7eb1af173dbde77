import type { SessionContext } from '#flows/api.ts'
import { assign } from '#flows/assign.ts'
import type { Experiment } from '#flows/flow.ts'
import type { Random } from './random.ts'

/** Where somebody comes from, apart from the page they are on. */
export type Origin = Pick<SessionContext, 'locale' | 'timeZone' | 'device' | 'utm' | 'referrer'>

const ZONES = {
  'America/New_York': 16,
  'America/Chicago': 12,
  'America/Denver': 5,
  'America/Los_Angeles': 8,
  'America/Toronto': 6,
  'Europe/London': 14,
  'Europe/Berlin': 12,
  'Europe/Amsterdam': 6,
  'Europe/Warsaw': 5,
  'Europe/Madrid': 5,
  'Europe/Stockholm': 4,
  'Europe/Bucharest': 3,
  'Australia/Sydney': 2,
  'Asia/Singapore': 2,
}

/** Utm source, or the host of a page that links here, or nothing at all. */
const SOURCES = { direct: 30, search: 34, social: 12, newsletter: 10, journal: 14 }

export function pickOrigin(random: Random): Origin {
  const timeZone = random.weighted(ZONES)
  const device = random.next() < 0.24 ? 'mobile' : 'desktop'
  return {
    locale: timeZone === 'Europe/Bucharest' ? 'ro' : 'en',
    timeZone,
    device,
    ...from(random.weighted(SOURCES)),
  }
}

function from(source: keyof typeof SOURCES): Pick<Origin, 'utm' | 'referrer'> {
  if (source === 'direct') return { utm: {} }
  if (source === 'journal') return { utm: {}, referrer: 'https://warehouse-journal.example/' }
  if (source === 'newsletter') return { utm: { source: 'newsletter', medium: 'email', campaign: 'counting-weekly' } }
  if (source === 'social') return { utm: { source: 'linkedin', medium: 'social', campaign: 'no-closed-weekend' } }
  return { utm: { source: 'google', medium: 'cpc', campaign: 'stock-count' } }
}

/** A visitor's id that the experiment's hash puts into this variant. */
export function visitorIn(experiment: Experiment, variant: string, random: Random): string {
  for (let attempt = 0; attempt < 10_000; attempt += 1) {
    const id = random.id(22)
    if (assign(experiment, id) === variant) return id
  }
  throw new Error(`Nobody is ever shown ${experiment.id}.${variant}.`)
}
