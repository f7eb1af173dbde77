import type { Facts } from '#flows/condition.ts'
import type { Answer } from '#flows/flow.ts'
import type { LedgerLine } from '../scoring/ledger.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import { companyName } from './company-name.ts'
import type { CardAnswer, CardBooking, CardQuestion } from './lead-card-type.ts'
import type { ToldFact } from './lead-facts.ts'
import { type PayloadFacts, payloadFacts } from './payload-facts.ts'

/** `data` of a webhook about a lead. Adding fields is fine; taking one away breaks those who listen. */
export interface LeadPayload {
  readonly lead: PayloadFacts & {
    readonly id: string
    /** Ids that name this lead too: of leads that were merged into it. Left out where there are none, and by most news. */
    readonly aliases?: readonly string[]
    readonly name: string | null
    /** The parts of the name, where they were asked for apart. */
    readonly givenName: string | null
    readonly familyName: string | null
    readonly email: string
    /** As sales or the CRM call it, else as the person said, else as it was found. */
    readonly company: string | null
    readonly phone: string | null
    readonly stage: LeadTable['stage']
    readonly temperature: LeadTable['temperature']
    /** Outcome of the routing: `sales`, `nurture`… */
    readonly outcome: string
    readonly score: { readonly total: number; readonly fit: number; readonly engagement: number }
    /** What the score is made of, strongest first; adds up to the total. */
    readonly reasons: readonly { readonly points: number; readonly reason: string }[]
    readonly owner: { readonly name: string; readonly email: string } | null
    /** The newest meeting booked in Parley's own calendar; ISO 8601. */
    readonly booking: {
      readonly status: 'booked' | 'cancelled'
      readonly startsAt: string
      readonly endsAt: string
      readonly timeZone: string
      readonly owner: string
      readonly place: string | null
    } | null
    /** Left after e-mail and consent; false again once a conversation is completed. */
    readonly partial: boolean
    /** What they asked; `reply` null = a person was promised to answer. ISO 8601. */
    readonly questions: readonly { readonly text: string; readonly reply: string | null; readonly askedAt: string }[]
    readonly answers: readonly {
      readonly field: string
      readonly question: string
      readonly answer: string
      /** What somebody agreed to by a yes, word for word. */
      readonly agreed?: string
      readonly value: Answer
    }[]
    readonly source: string
    readonly url: string
    readonly locale: string
    readonly timeZone: string | null
    /** ISO 8601. */
    readonly createdAt: string
    readonly updatedAt: string
  }
}

interface PayloadExtras {
  readonly aliases?: readonly string[]
  /** What others told of the lead. */
  readonly told?: readonly ToldFact[]
  /** Those of the row, where they are at hand: parsing them takes as long as all the rest. */
  readonly facts?: Facts
}

export function toLeadPayload(
  lead: LeadTable,
  lines: readonly Pick<LedgerLine, 'counted' | 'reason'>[],
  answers: readonly CardAnswer[],
  booking: CardBooking | null = null,
  questions: readonly CardQuestion[] = [],
  { aliases = [], told = [], facts = JSON.parse(lead.facts_json) as Facts }: PayloadExtras = {}, // written by `toLeadRow` only
): LeadPayload {
  const names = told.filter(({ fact }) => fact === 'company.name')
  const owner = lead.owner_name !== null && lead.owner_email !== null
  return {
    lead: {
      id: lead.id,
      ...(aliases.length > 0 && { aliases }),
      name: lead.name,
      ...namesOf(lead, facts),
      email: lead.email,
      company: companyName(
        lead.company,
        names.map(({ source, value }) => ({ source, name: String(value) })),
      ),
      phone: lead.phone,
      stage: lead.stage,
      temperature: lead.temperature,
      outcome: lead.outcome,
      score: { total: lead.score, fit: lead.fit, engagement: lead.engagement },
      reasons: toReasons(lines),
      owner: owner ? { name: lead.owner_name ?? '', email: lead.owner_email ?? '' } : null,
      booking: booking && toPayloadBooking(booking),
      partial: lead.partial === 1,
      questions: questions.map(({ text, reply, at }) => ({ text, reply, askedAt: new Date(at).toISOString() })),
      answers: answers.map(({ field, question, answer, agreed, value }) => {
        return { field, question, answer, ...(agreed !== undefined && { agreed }), value }
      }),
      source: lead.source,
      url: lead.page_url,
      ...payloadFacts(told, facts),
      locale: lead.locale,
      timeZone: lead.time_zone,
      createdAt: new Date(lead.created_at).toISOString(),
      updatedAt: new Date(lead.updated_at).toISOString(),
    },
  }
}

function toPayloadBooking({ status, startsAt, endsAt, timeZone, owner, place }: CardBooking) {
  const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() }
  return { status, ...times, timeZone, owner, place: place || null }
}

/** Only a field for given and family name stands for facts that end so. */
function namesOf({ facts_json }: Pick<LeadTable, 'facts_json'>, facts: Facts) {
  if (!facts_json.includes('.family"')) return { givenName: null, familyName: null }
  const family = Object.keys(facts).find(name => /^[a-z]\w*\.family$/.test(name) && !/^(utm|variant)\./.test(name))
  const given = family?.replace(/family$/, 'first')
  const text = (name: string | undefined) => (name === undefined ? null : ((facts[name] as string | undefined) ?? null)) // names are text
  return { givenName: text(given), familyName: text(family) }
}

/** Lines that count, strongest first. */
export function toReasons(
  lines: readonly Pick<LedgerLine, 'counted' | 'reason'>[],
): { points: number; reason: string }[] {
  return lines
    .filter(line => line.counted !== 0)
    .map(({ counted, reason }) => ({ points: counted, reason }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
}
