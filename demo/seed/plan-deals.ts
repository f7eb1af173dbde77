import type { RejectReason } from '#flows/reject-reasons.ts'
import type { OutcomeKind } from '#server/lifecycle/outcomes.ts'
import type { PlannedTalk, PlannedVisit } from './plan-history.ts'
import type { Random } from './random.ts'

/** One thing that came of an accepted lead, in milliseconds since 1970. */
export interface DealStep {
  readonly email: string
  readonly at: number
  /** Sales fills the slots and checks intent and means; else the CRM tells of the deal. */
  readonly does: 'checked' | { readonly kind: OutcomeKind; readonly amount?: number; readonly reason?: RejectReason }
}

const DAY = 86_400_000
/** Of 236 meetings 118 became SQL, and 19 of those were won; 23 were lost, 34 are open. */
const MEETINGS = 236
const SHARE = { sql: 118 / MEETINGS, won: 19 / MEETINGS, lost: 23 / MEETINGS, open: 34 / MEETINGS } as const

const LOSSES: Partial<Record<RejectReason, number>> = {
  chose_other: 40,
  no_budget: 24,
  bad_timing: 20,
  unreachable: 16,
}

/** What makes a sale likelier, as this company's buyers are. */
const WEIGHTS: Readonly<Record<string, number>> = {
  many_sites: 1.1,
  erp_mismatch: 0.9,
  spreadsheets: 0.3,
  executive: 0.9,
  head: 0.8,
  manager: 0.3,
  month: 0.8,
  quarter: 0.6,
  b24k: 0.7,
  b8_24k: 0.6,
  b3_8k: 0.3,
  s50_500: 0.5,
  s501_1000: 0.3,
}

const YEARLY: Readonly<Record<string, number>> = { s501_1000: 24_000, s1001: 48_000, s50_500: 8_280 }

/** What came of the meetings of a history, by email: the likelier buyers go further. The same random numbers give the same deals. */
export function planDeals(
  visits: readonly PlannedVisit[],
  { random, end }: { readonly random: Random; readonly end: number },
): ReadonlyMap<string, readonly DealStep[]> {
  const meetings = visits.flatMap(({ talk }) => (talk?.books && talk.verdict ? [candidate(talk, random)] : []))
  const count = (share: number) => Math.round(meetings.length * share)
  const left = new Set(meetings)
  /** The likeliest that are old enough; who is drawn is not drawn again. */
  const draw = (number: number, age: number) => {
    const old = [...left].filter(({ decidedAt }) => decidedAt < end - age * DAY)
    const drawn = old.sort((a, b) => b.likely - a.likely).slice(0, number)
    for (const one of drawn) left.delete(one)
    return drawn
  }
  const won = draw(count(SHARE.won), 32)
  const open = draw(count(SHARE.open), 12)
  const lost = draw(count(SHARE.lost), 26)
  const rest = draw(count(SHARE.sql) - won.length - open.length - lost.length, 7)
  const ending = (one: Candidate, does: DealStep['does']): DealStep => ({ email: one.email, at: one.thirdAt, does })
  return new Map([
    ...won.map(one => dealOf(one, opened(one), ending(one, { kind: 'won', amount: one.worth }))),
    ...open.map(one => dealOf(one, opened(one))),
    ...lost.map(one => dealOf(one, opened(one), ending(one, { kind: 'lost', reason: one.loss }))),
    ...rest.map(one => dealOf(one)),
  ])
}

function dealOf(one: Candidate, ...later: readonly DealStep[]): readonly [string, readonly DealStep[]] {
  return [one.email, [checked(one), ...later]]
}

interface Candidate {
  readonly email: string
  readonly likely: number
  /** What a year is worth, in dollars. */
  readonly worth: number
  readonly loss: RejectReason
  readonly decidedAt: number
  readonly firstAt: number
  readonly secondAt: number
  readonly thirdAt: number
}

function candidate({ verdict, said }: PlannedTalk, random: Random): Candidate {
  if (!verdict) throw new Error('Only accepted leads come to deals.')
  const told = said.flatMap(event =>
    event.type === 'answered' && typeof event.value === 'string' ? [event.value] : [],
  )
  const firstAt = verdict.at + random.between(20, 140) * 3_600_000
  const secondAt = firstAt + random.between(18, 110) * 3_600_000
  return {
    email: verdict.email,
    likely: told.reduce((sum, value) => sum + (WEIGHTS[value] ?? 0), 0) + random.next() * 2,
    worth: told.map(value => YEARLY[value]).find(Boolean) ?? 2_880,
    loss: random.weighted(LOSSES as Record<RejectReason, number>), // weighted() only looks at the keys there are
    decidedAt: verdict.at,
    firstAt,
    secondAt,
    thirdAt: secondAt + random.between(5, 14) * DAY,
  }
}

function checked({ email, firstAt }: Candidate): DealStep {
  return { email, at: firstAt, does: 'checked' }
}

function opened({ email, secondAt, worth }: Candidate): DealStep {
  return { email, at: secondAt, does: { kind: 'opportunity', amount: worth } }
}
