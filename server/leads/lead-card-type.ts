import type { Fact } from '#flows/condition.ts'
import type { Answer } from '#flows/flow.ts'
import type { HandOverWhy } from '../hand-over/hand-over-type.ts'
import type { RoutingRecord } from '../routing/route.ts'
import type { Stage } from '../scoring/stage.ts'
import type { WhatIf } from '../scoring/what-if.ts'

export type { Change, Line, WhatIf } from '../scoring/what-if.ts'

/**
 * Everything known about one lead, for people: what the studio shows and what the webhook payload is made of.
 * Types only. Times are milliseconds since 1970, UTC.
 */
export interface LeadCard {
  readonly id: string
  readonly contact: CardContact
  readonly company: CardCompany
  /** What is known of their job, their company and them in the CRM, as far as anybody told. */
  readonly facts: readonly CardFact[]
  /** The campaign of the newest visit that came by one. */
  readonly campaign: CardCampaign | null
  readonly stage: Stage
  readonly temperature: 'hot' | 'warm' | 'cold' | 'dead' | 'disqualified'
  readonly disqualifiedReason: string | null
  /** Outcome of the newest routing decision: `sales`, `nurture`… */
  readonly outcome: string
  /** First touch: utm source, else the referrer's host, else `direct`. */
  readonly source: string
  /** Page the newest conversation was held on. */
  readonly url: string
  readonly flow: { readonly id: string; readonly release: string; readonly releaseNumber: number }
  /** Why its newest conversation is not trusted and was never routed; null = trusted. */
  readonly quarantine: string | null
  readonly score: CardScore
  readonly owner: { readonly id: string; readonly name: string; readonly email: string } | null
  /** The newest meeting booked in Parley's own calendar. */
  readonly booking: CardBooking | null
  /** Left after e-mail and consent, and nothing completed since. */
  readonly partial: boolean
  /** What they asked: first what a person must answer, then what an approved reply answered. */
  readonly questions: readonly CardQuestion[]
  /** One a question, in the order asked; the newest answer where it was asked more than once. */
  readonly answers: readonly CardAnswer[]
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[]
  /** Newest first. */
  readonly routing: readonly CardRouting[]
  /** Newest first. */
  readonly deliveries: readonly CardDelivery[]
  /** What happened to the lead itself, oldest first. */
  readonly history: readonly CardHistory[]
  readonly consent: CardConsent | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface CardBooking {
  readonly startsAt: number
  readonly endsAt: number
  readonly status: 'booked' | 'cancelled'
  readonly owner: string
  /** Where they meet; empty = not said. */
  readonly place: string
  /** The visitor's, IANA name. */
  readonly timeZone: string
  /** Invitations that the mail server would not take, and those that wait for it. */
  readonly letters: { readonly pending: number; readonly dead: number }
}

export interface CardContact {
  readonly email: string
  readonly name: string | null
  readonly phone: string | null
  readonly locale: string
  readonly timeZone: string | null
}

export type CardFactName =
  | 'title'
  | `company.${'name' | 'domain' | 'industry' | 'staff' | 'revenue' | 'country' | 'market' | 'technologies' | 'description'}`
  | `crm.${'stage' | 'owner' | 'since' | 'contacted' | 'lost'}`

export interface CardFact {
  readonly fact: CardFactName
  readonly value: Fact
  /** The value as people read it. */
  readonly words: string
  readonly told: CardTeller
  /** What others said otherwise, the most believed first. */
  readonly overruled: readonly (CardTeller & { readonly words: string })[]
}

export interface CardTeller {
  readonly source: 'visitor' | 'sales' | 'crm' | 'api' | 'import' | 'enrichment'
  /** Name of the person, where it was one. */
  readonly by: string | null
  /** Null for an answer: its time is in the timeline. */
  readonly at: number | null
}

/** Parts of the address that brought them: `utm_source` and so on. */
export type CardCampaign = Readonly<Partial<Record<'source' | 'medium' | 'campaign' | 'term' | 'content', string>>>

export interface CardCompany {
  /** As sales or the CRM call it, else as the person said, else as it was found. */
  readonly name: string | null
  /** Domain of the e-mail address. */
  readonly domain: string
  /** A free-mail address says nothing about the company. */
  readonly freeMail: boolean
  /** On the workspace's list of competitors, by the address or by the company that others told of. */
  readonly competitor: boolean
  /** The account it belongs to; null for a free-mail address. */
  readonly account: CardAccount | null
  /** Others of the account, who were there last first. */
  readonly colleagues: readonly CardColleague[]
}

export interface CardAccount {
  /** Domain that names it. */
  readonly domain: string
  /** The lead included; those turned away are not. */
  readonly people: number
  readonly score: number
  readonly committee: boolean
  readonly priority: boolean
}

export interface CardColleague {
  readonly id: string
  readonly name: string | null
  readonly email: string
  readonly score: number
  readonly temperature: LeadCard['temperature']
  readonly stage: Stage
  /** When they were last in a conversation. */
  readonly seenAt: number
}

/** What of the model's names holds for the lead, in words. */
export interface CardMatches {
  readonly profiles: readonly string[]
  readonly personas: readonly string[]
  /** What cannot well be true together. */
  readonly flags: readonly string[]
}

export interface CardScore extends CardMatches {
  readonly total: number
  readonly fit: number
  readonly engagement: number
  /** `A1` to `D4`; null for a model without grades. */
  readonly grade: string | null
  /** 0 to 100; null for a model without such a number. */
  readonly hundred: number | null
  /** Most that the groups can come to; null = no limit. */
  readonly most: { readonly fit: number | null; readonly engagement: number }
  readonly modelRevision: string
  readonly modelName: string
  /** Strongest first. The `counted` of all lines add up to `total`. */
  readonly lines: readonly CardScoreLine[]
  readonly whatIf: WhatIf
}

export interface CardScoreLine {
  readonly id: string
  readonly group: 'fit' | 'engagement'
  readonly rule: string
  readonly reason: string
  /** What the rule gave. */
  readonly points: number
  /** What is left of it after fading and limits. */
  readonly counted: number
  /** After fading alone, to a tenth. */
  readonly worth: number
  /** The limit that took something off; `label` names that of a group of rules. */
  readonly limited: { readonly by: 'rule' | 'group' | 'all'; readonly label: string | null } | null
  readonly at: number
}

export interface CardQuestion {
  readonly text: string
  /** The approved reply they got; null = a person was promised. */
  readonly reply: string | null
  readonly at: number
  readonly session: string
}

export interface CardAnswer {
  readonly field: string
  readonly step: string
  /** As the visitor saw it: in their language, in their variant. */
  readonly question: string
  /** In words. */
  readonly answer: string
  /** What somebody agreed to by a yes, word for word. */
  readonly agreed?: string
  readonly value: Answer
  readonly session: string
}

export type TimelineEntry = { readonly at: number; readonly session: string } & (
  | {
      readonly kind: 'page'
      readonly path: string
      readonly title: string | null
      readonly seconds: number | null
      /** How far down it was seen, in percent. */
      readonly scrolled?: number
    }
  | { readonly kind: 'download'; readonly path: string; readonly file: string }
  | { readonly kind: 'action'; readonly path: string; readonly name: string }
  | {
      readonly kind: 'conversation_started'
      readonly path: string
      readonly url: string
      readonly surface: string
      readonly shape: string
    }
  /**
   * `typed`: the words that were confirmed to mean this answer. `confirmed`: it did not go well with the others, was asked
   * about once more, and stood. `changed`: an earlier answer to the same question was replaced.
   */
  | {
      readonly kind: 'answer'
      readonly question: string
      readonly answer: string
      readonly typed?: string
      readonly confirmed?: true
      readonly changed: boolean
    }
  | { readonly kind: 'skipped'; readonly question: string }
  /** `promised`: no approved reply fitted, a person will answer. */
  | { readonly kind: 'asked'; readonly text: string; readonly promised: boolean }
  /** `by` fallback: the widget could not reach the server and went on alone. */
  | { readonly kind: 'decision'; readonly outcome: string; readonly by: 'server' | 'fallback' }
  | { readonly kind: 'booked' }
  /** Went to the owner's calendar; whether a time was booked there is not known. */
  | { readonly kind: 'calendar_opened' }
  | { readonly kind: 'completed'; readonly outcome: string }
  /** The customer's own server said who it is; `refused`: a token that does not hold was sent. */
  | { readonly kind: 'identified'; readonly subject: string; readonly email: string | null }
  | { readonly kind: 'identity_refused' }
  /** Told by another system; belongs to no conversation (`session` is empty). */
  | {
      readonly kind: 'activity'
      /** Slug of the catalogue of event types. */
      readonly type: string
      /** What they did, in words: `Clicked in an e-mail`. */
      readonly did: string
      /** What it was about: a subject, a title; null = not told. */
      readonly about: string | null
      readonly path: string
      /** Who told. */
      readonly source: string
      /** Of what a person noted down in the studio: the id to take it back by, and their name. */
      readonly log?: string
      readonly by?: string
      /** Why no rule looks at it, as a slug: a machine did it. */
      readonly ignored: string | null
    }
  /** What an automation did, or why not; belongs to no conversation. */
  | {
      readonly kind: 'automation'
      /** Null = it was removed. */
      readonly name: string | null
      /** What set it off, and what it did: in words. */
      readonly seen: string
      readonly what: string
      readonly status: 'pending' | 'done' | 'skipped' | 'dead' | 'cancelled'
      /** In words; null once it is done. */
      readonly reason: string | null
    }
  /** Somebody got the lead after its conversation, or nobody has it any more. */
  | {
      readonly kind: 'owner'
      /** `later` = by the rules or an automation, `manual` = a person chose, `undone` = that was taken back. */
      readonly how: 'later' | 'manual' | 'undone'
      readonly why: HandOverWhy
      /** Names; null = nobody, or the rules. */
      readonly owner: string | null
      readonly from: string | null
      readonly by: string | null
      readonly reason: string
    }
  /** What the company's site said of it. */
  | {
      readonly kind: 'looked_up'
      readonly subject: string
      readonly found: readonly { readonly fact: string; readonly value: string; readonly place: string }[]
    }
)

export interface CardRouting {
  readonly id: string
  readonly session: string
  readonly outcome: string
  readonly rule: string
  readonly owner: string | null
  readonly team: string | null
  readonly dueAt: number | null
  readonly record: RoutingRecord
  /** `conversation`, `later` = routed once something had changed, `manual` = a person chose, `undone` = that was taken back. */
  readonly kind: 'conversation' | 'later' | 'manual' | 'undone'
  /** What set it off; null in a conversation. */
  readonly why: HandOverWhy | null
  /** Name of the person or automation behind it; null = the rules alone. */
  readonly by: string | null
  readonly at: number
}

export interface CardDelivery {
  readonly id: string
  readonly event: string
  readonly destination: { readonly id: string; readonly name: string; readonly connector: string }
  readonly status: 'pending' | 'delivered' | 'dead' | 'cancelled'
  readonly createdAt: number
  readonly deliveredAt: number | null
  /** When it is tried next; null when it will not be. */
  readonly nextAt: number | null
  readonly attempts: readonly CardAttempt[]
}

export interface CardAttempt {
  readonly number: number
  readonly at: number
  readonly tookMs: number
  readonly ok: boolean
  /** HTTP status or SMTP code; null when nothing answered. */
  readonly status: number | null
  readonly error: string | null
  readonly response: string | null
}

export interface CardHistory {
  readonly id: string
  readonly type: string
  /** `system` or the user's id. */
  readonly actor: string
  readonly body: Readonly<Record<string, unknown>>
  readonly at: number
}

/** What the person agreed to, word for word. */
export interface CardConsent {
  readonly purpose: 'contact' | 'marketing'
  readonly text: string
  /** sha-256 (hex) of the text. */
  readonly textHash: string
  readonly locale: string
  readonly at: number
  readonly release: string
}
