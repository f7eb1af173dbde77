import type { SessionContext } from '#flows/api.ts'
import type { Decision } from '#server/leads/decide-lead.ts'
import type { Act, Answers } from './conversation.ts'
import type { TalkFlow } from './pick-answers.ts'

/** One of the leads a tour of the demo begins with. Counted in the cells of the newest teaser test. */
export interface NamedLead {
  readonly flow: Extract<TalkFlow, 'pricing' | 'demo'>
  readonly variant: 'a' | 'b'
  /** Minutes before now. */
  readonly minutesAgo: number
  readonly answers: Answers
  readonly acts: readonly Act[]
  readonly origin: Pick<SessionContext, 'locale' | 'timeZone' | 'device' | 'utm' | 'referrer'>
  /** How far they count in the funnel. */
  readonly reach: 'completed' | 'qualified' | 'booked'
  readonly verdict?: { readonly minutesAgo: number; readonly decision: Decision }
}

const DAY = 24 * 60
const desktop = { device: 'desktop', utm: {} } as const

const pricing = { type: 'page_viewed', path: '/pricing', minutesBefore: 3 } as const
const demoPage = { type: 'page_viewed', path: '/demo', minutesBefore: 8 } as const
const caseStudy = { type: 'page_viewed', path: '/customers/cold-store', minutesBefore: 14 } as const
const calculator = { type: 'page_viewed', path: '/calculator', minutesBefore: 11 } as const
const checklist = {
  type: 'downloaded',
  path: '/blog/cycle-count-checklist',
  file: 'cycle-count-checklist.txt',
  minutesBefore: 16,
} as const
const homeDaysAgo = (days: number) => ({ type: 'page_viewed', path: '/', minutesBefore: days * DAY }) as const

/**
 * Ten invented people, oldest first. Not told yet, for Parley has no words for it so far: the hand-over of the Pellgate
 * lead to the next in line after its missed hour, and what became of leads in the CRM (sales qualified, won).
 */
export const namedLeads: readonly NamedLead[] = [
  {
    flow: 'pricing',
    variant: 'b',
    minutesAgo: 3 * DAY + 70,
    reach: 'completed',
    answers: {
      ...person('Victor Lang', 'victor.lang@rival.example'),
      ...told('many_sites', 's50_500', 'executive', 'month', 'b24k'),
    },
    acts: [pricing],
    origin: { ...desktop, locale: 'en', timeZone: 'Europe/Berlin' },
  },
  {
    flow: 'pricing',
    variant: 'a',
    minutesAgo: 2 * DAY + 200,
    reach: 'completed',
    answers: {
      ...person('Carlos Ruiz', 'carlos@corner-store.example'),
      ...told('spreadsheets', 's1_10', 'executive', 'half_year', 'not_set'),
    },
    acts: [pricing],
    origin: { ...desktop, device: 'mobile', locale: 'en', timeZone: 'Europe/Madrid' },
  },
  {
    flow: 'pricing',
    variant: 'a',
    minutesAgo: DAY + 190,
    reach: 'qualified',
    answers: {
      ...person('Emma Doyle', 'emma.doyle@smallworks.example'),
      ...told('comparing', 's11_49', 'specialist', 'none', 'not_set'),
    },
    acts: [
      homeDaysAgo(2),
      { ...calculator, minutesBefore: 30 },
      { ...caseStudy, minutesBefore: 24 },
      checklist,
      demoPage,
      pricing,
      { type: 'page_viewed', path: '/careers', minutesBefore: 2 },
    ],
    origin: { ...desktop, locale: 'en', timeZone: 'Europe/Dublin', referrer: 'https://warehouse-journal.example/' },
  },
  {
    flow: 'pricing',
    variant: 'b',
    minutesAgo: DAY + 60,
    reach: 'qualified',
    answers: {
      ...person('Karen Mitchell', 'karen.mitchell@bexarbolt.example'),
      ...told('erp_mismatch', 's50_500', 'head', 'quarter', 'not_set'),
    },
    acts: [calculator, pricing],
    origin: { ...desktop, locale: 'en', timeZone: 'America/Chicago', utm: { source: 'google', medium: 'cpc' } },
    verdict: {
      minutesAgo: 22 * 60,
      decision: { verdict: 'rejected', reason: 'budget_later', note: 'Budget next year.', hold: true },
    },
  },
  {
    flow: 'pricing',
    variant: 'b',
    minutesAgo: 8 * 60 + 20,
    reach: 'qualified',
    answers: {
      ...person('Miguel Santos', 'miguel.santos@tejoware.example'),
      ...told('spreadsheets', 's50_500', 'head', 'half_year', 'not_set'),
    },
    acts: [caseStudy, demoPage, pricing],
    origin: { ...desktop, locale: 'en', timeZone: 'Europe/Lisbon', utm: { source: 'newsletter', medium: 'email' } },
  },
  {
    flow: 'pricing',
    variant: 'a',
    minutesAgo: 4 * 60 + 45,
    reach: 'qualified',
    answers: {
      ...person('Susan Clarke', 'susan.clarke@pellgate.example'),
      ...told('spreadsheets', 's50_500', 'manager', 'quarter', 'b8_24k'),
    },
    acts: [checklist, pricing],
    origin: { ...desktop, locale: 'en', timeZone: 'Europe/London', utm: { source: 'linkedin', medium: 'social' } },
  },
  {
    flow: 'pricing',
    variant: 'b',
    minutesAgo: 130,
    reach: 'booked',
    answers: {
      ...person('Ingrid Halvorsen', 'ingrid.halvorsen@nordvik-cold.example'),
      ...told('erp_mismatch', 's50_500', 'executive', 'month', 'b24k'),
    },
    acts: [homeDaysAgo(3), caseStudy, demoPage, pricing],
    origin: { ...desktop, locale: 'en', timeZone: 'Europe/Oslo', referrer: 'https://warehouse-journal.example/' },
    verdict: { minutesAgo: 105, decision: { verdict: 'accepted' } },
  },
  {
    flow: 'demo',
    variant: 'b',
    minutesAgo: 48,
    reach: 'qualified',
    answers: {
      ...person('Daniel Reid', 'daniel.reid@fennmoor.example'),
      ...{ company: 'Fennmoor', need: 'many_sites', size: 's50_500', role: 'head', timeline: 'half_year' },
      message: 'How three sites share one count, and what our ERP receives.',
      marketing_ok: true,
    },
    acts: [pricing, { ...demoPage, minutesBefore: 1 }],
    origin: { ...desktop, locale: 'en', timeZone: 'America/Toronto', utm: { source: 'google', medium: 'cpc' } },
  },
  {
    flow: 'pricing',
    variant: 'b',
    minutesAgo: 26,
    reach: 'qualified',
    answers: {
      ...person('Pavel Orlov', 'pavel.orlov@sever-sklad.example'),
      ...told('many_sites', 's50_500', 'head', 'quarter', 'b8_24k'),
    },
    acts: [calculator, pricing],
    origin: { ...desktop, locale: 'ru', timeZone: 'Asia/Almaty' },
  },
  {
    flow: 'pricing',
    variant: 'a',
    minutesAgo: 6,
    reach: 'qualified',
    answers: {
      ...person('Andrei Munteanu', 'andrei.munteanu@carpat-logistic.example'),
      ...told('many_sites', 's1001', 'executive', 'half_year', 'b24k'),
    },
    acts: [caseStudy, pricing],
    origin: { ...desktop, locale: 'ro', timeZone: 'Europe/Bucharest' },
  },
]

function person(name: string, email: string): Answers {
  return { name, email, contact_ok: true }
}

function told(need: string, size: string, role: string, timeline: string, budget: string): Answers {
  return { need, size, role, timeline, budget }
}
