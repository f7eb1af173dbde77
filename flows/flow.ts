import type { Condition } from './condition.ts'

/**
 * Format 1 of a flow: typed facts (`fields`) apart from the wording that asks for them (`steps`).
 * The zod schemas that parse it are in `flow-schema.ts`; browsers import these types only.
 */
export interface Flow {
  readonly format: 1
  /** Slug, unique in the workspace. */
  readonly id: string
  /** What the marketer calls it. Never shown to a visitor. */
  readonly name: string
  /** Language of the wording below, BCP 47. */
  readonly locale: string
  /** What somebody who completes it asks for. A demo request is a hand-over by itself: it scores, and makes a SAL. */
  readonly request?: 'demo'
  /** Asks no more than it takes: once nothing that is still asked can change the outcome, only who the visitor is. Default false. */
  readonly stopEarly?: boolean
  readonly launcher?: Launcher
  readonly notice?: Notice
  /** Approved replies to what visitors ask, see `snippets.ts`. */
  readonly snippets?: readonly Snippet[]
  /** `none`: what comes next stands there at once. Left out: it arrives in the rhythm of somebody typing, which nobody waits for. */
  readonly rhythm?: 'none'
  /** For how long a conversation that was left waits for its visitor. */
  readonly resume?: Resume
  readonly fields: Readonly<Record<string, Field>>
  readonly steps: readonly Step[]
  /** Answers that do not go together, asked about once more and never refused, see `doubts.ts`. */
  readonly doubts?: readonly Doubt[]
  readonly experiments?: readonly Experiment[]
  /** By locale, then by wording key (see `locale.ts`). */
  readonly translations?: Readonly<Record<string, Readonly<Record<string, Translation>>>>
  readonly targeting?: Condition
  readonly promises?: readonly StandingPromise[]
}

/** The closed state of the chat bubble. */
export interface Launcher {
  /** Accessible name of the button, and its text where there is room. */
  readonly label: string
  /** The line shown beside the closed launcher. */
  readonly teaser?: string
}

/** Who handles the answers, shown before the first personal question. Publishing needs one. */
export interface Notice {
  readonly text: string
  readonly url: string
}

/** A reply a marketer approved, given when a typed question is like one of `questions`. */
export interface Snippet {
  readonly id: string
  /** Examples of the question, or its key words, one an entry. */
  readonly questions: readonly string[]
  readonly text: string
  readonly link?: Link
}

/** While `when` holds, the answer that made it hold is asked about once, in the words of `text`; it counts when it is given again. */
export interface Doubt {
  readonly id: string
  readonly when: Condition
  readonly text: string
}

/** `minutes` in the same tab (default 30); `days` anywhere in the browser once the visitor consented (default 7). */
export interface Resume {
  readonly minutes?: number
  readonly days?: number
}

/** A picture with its size in pixels, so that its place is kept before it comes. An empty `alt` says that it is decoration. */
export interface Picture {
  readonly url: string
  readonly alt: string
  readonly width: number
  readonly height: number
}

export interface Option {
  readonly id: string
  readonly label: string
}

/** Staff (`size`) or whole units of currency (`money`) that an option stands for; an end left out is open. */
export interface RangeOption extends Option {
  readonly min?: number
  readonly max?: number
}

/** How far up the decision ladder a role stands. */
export type RoleLevel = 'executive' | 'head' | 'manager' | 'specialist' | 'consultant' | 'student' | 'other'

export interface RoleOption extends Option {
  readonly level: RoleLevel
}

/** `days`: within how many days from now; left out = no plan. */
export interface TimelineOption extends Option {
  readonly days?: number
}

/** Left out: chips, and a list with a search when there are more than eight options. */
export type OptionsLook = 'chips' | 'list'
/** A slider or a stepper moves along the bands; an exact number can be typed beside it. */
export type BandsLook = OptionsLook | 'slider' | 'stepper'

export type ChoiceField = { readonly kind: 'choice'; readonly options: readonly Option[]; readonly show?: OptionsLook }
export type MultiChoiceField = {
  readonly kind: 'multi_choice'
  readonly options: readonly Option[]
  readonly max?: number
  readonly show?: OptionsLook
}
export type RoleField = { readonly kind: 'role'; readonly options: readonly RoleOption[]; readonly show?: OptionsLook }
export type SizeField = { readonly kind: 'size'; readonly options: readonly RangeOption[]; readonly show?: BandsLook }
export type MoneyField = {
  readonly kind: 'money'
  readonly currency: string
  readonly options: readonly RangeOption[]
  readonly show?: BandsLook
}
export type TimelineField = {
  readonly kind: 'timeline'
  readonly options: readonly TimelineOption[]
  readonly show?: OptionsLook
}
/**
 * `business`: whether a free-mail address is fine (`any`), asked about once (`prefer`) or refused (`require`). `block`: domains
 * that are refused, those below them included. `disposable`: what is done about throw-away mailboxes; left out: asked about once.
 */
export type EmailField = {
  readonly kind: 'email'
  readonly business: 'any' | 'prefer' | 'require'
  readonly block?: readonly string[]
  readonly disposable?: 'allow' | 'ask' | 'refuse'
}
/** `country`: of numbers typed without a country code, ISO 3166-1 alpha-2; what the picker shows first. */
export type PhoneField = { readonly kind: 'phone'; readonly country?: string }
/** `about` says which attribute of the lead the text is. */
export type TextField = {
  readonly kind: 'text'
  readonly about: 'name' | 'company' | 'title' | 'message' | 'other'
  readonly long?: boolean
  readonly max?: number
}
/** With `currency` (ISO 4217) it is an exact amount. A slider needs both ends. */
export type NumberField = {
  readonly kind: 'number'
  readonly min?: number
  readonly max?: number
  readonly unit?: string
  readonly currency?: string
  /** Distance of two places of a slider, and what a stepper adds. Default 1. Any number between can be typed. */
  readonly step?: number
  readonly show?: 'slider' | 'stepper'
}
export type UrlField = { readonly kind: 'url' }
/** `text` is what the person agrees to; it is recorded word for word. */
export type ConsentField = {
  readonly kind: 'consent'
  readonly purpose: 'contact' | 'marketing'
  readonly text: string
}
/** A day of the calendar, `2027-03-01`. `min` and `max` are such days; `ahead`: only days to come are offered. */
export type DateField = {
  readonly kind: 'date'
  readonly min?: string
  readonly max?: string
  readonly ahead?: boolean
}
/** A whole number from `min` (default 1) to `max`; `low` and `high` are words for the ends. */
export type RatingField = {
  readonly kind: 'rating'
  readonly min?: 0 | 1
  readonly max: number
  readonly look?: 'stars' | 'numbers'
  readonly low?: string
  readonly high?: string
}
/** Given and family name apart. `single`: one name alone is fine. */
export type NameField = { readonly kind: 'name'; readonly single?: boolean }
/**
 * Never asked: known when the conversation begins, from the sources named here and from nowhere else on the page.
 * `query`: a parameter of the address the visit began at; `attribute`: `data-` attribute of the element on the page, without
 * `data-`; `prefill`: what the page gave under the field's id. `values`: what is let through; left out: short plain text.
 */
export type HiddenField = {
  readonly kind: 'hidden'
  readonly query?: string
  readonly attribute?: string
  readonly prefill?: boolean
  readonly values?: readonly string[]
}

export type Field =
  | ChoiceField
  | MultiChoiceField
  | RoleField
  | SizeField
  | MoneyField
  | TimelineField
  | EmailField
  | PhoneField
  | TextField
  | NumberField
  | UrlField
  | ConsentField
  | DateField
  | RatingField
  | NameField
  | HiddenField

export type FieldKindName = Field['kind']

/** An answer as the log keeps it: an option id, option ids, text, a number, yes/no, a day as `2027-03-01`, or given and family name. */
export type Answer = string | number | boolean | readonly string[]

/** A jump taken when its condition holds; the first that holds wins. `to` names a later step. */
export interface Jump {
  readonly when: Condition
  readonly to: string
}

export interface Link {
  readonly label: string
  readonly url: string
}

export type Outcome =
  | 'sales'
  | 'nurture'
  | 'trial'
  | 'guide'
  | 'support'
  | 'customer'
  | 'vendor'
  | 'applicant'
  | 'exit'
  | 'done'

interface StepBase {
  readonly id: string
  /** A note to colleagues. Never shown to a visitor. */
  readonly note?: string
}
/** A step that goes on by itself or after an answer: the first jump that holds, else `to`, else the next step in the list. */
interface Passing extends StepBase {
  readonly next?: readonly Jump[]
  readonly to?: string
}

export interface SayStep extends Passing {
  readonly kind: 'say'
  readonly text: string
  readonly image?: Picture
}
export interface AskStep extends Passing {
  readonly kind: 'ask'
  readonly field: string
  readonly text: string
  readonly hint?: string
  readonly image?: Picture
  /** Id of the option for those who came for something else: shown apart from the others, as a quiet way. */
  readonly elsewhere?: string
  /** Optional steps can be skipped. Default false. */
  readonly optional?: boolean
  /** Steps of one page stand together in the stepped form. */
  readonly page?: string
  /** Slot of the team's framework that the answer fills on the lead card. Never sent to a visitor. */
  readonly slot?: string
}
export interface BranchStep extends Passing {
  readonly kind: 'branch'
}
/** Asks the server; `outcomes` maps the routing outcome to a later step. */
export interface DecideStep extends StepBase {
  readonly kind: 'decide'
  readonly outcomes: Readonly<Record<string, string>>
  /** Where to go when the server cannot be reached or its outcome is not in `outcomes`. */
  readonly fallback: string
}
/** Offers a time with the owner (the link comes with the decision). Waits until the visitor books or declines. */
export interface BookStep extends Passing {
  readonly kind: 'book'
  readonly text: string
}
/** Promises an answer by a person, then goes on. */
export interface HandoffStep extends Passing {
  readonly kind: 'handoff'
  readonly text: string
}
export interface EndStep extends StepBase {
  readonly kind: 'end'
  readonly outcome: Outcome
  readonly text: string
  readonly link?: Link
}

export type Step = SayStep | AskStep | BranchStep | DecideStep | BookStep | HandoffStep | EndStep

/** Weights are basis points of all visitors (5000 = 50 %) and may add up to less than 10,000: the rest see the flow as it stands, uncounted. */
export interface Variant {
  readonly id: string
  readonly weight: number
  /** Wording key -> text; `shape` -> the shape to hold it in. An empty patch is the control. */
  readonly patch: Readonly<Record<string, string>>
}
export interface Experiment {
  readonly id: string
  /** Raised by a material edit: a new version is a new seed and fresh data. */
  readonly version: number
  readonly status: 'draft' | 'running' | 'stopped'
  readonly variants: readonly Variant[]
}

export interface Translation {
  readonly text: string
  /** Hash of the source text it translates (see `locale.ts`): tells a stale translation. */
  readonly source: string
}

/** Something the publish check proves for all visitors: with these facts, this step is never reached. */
export interface StandingPromise {
  readonly name: string
  readonly facts: Readonly<Record<string, Answer>>
  readonly never: string
}

/** What a browser receives: one locale, no names, notes, promises or translations. */
export type PublicFlow = Omit<Flow, 'name' | 'translations' | 'promises'>

export const FLOW_LIMITS = {
  steps: 500,
  bytes: 512 * 1024,
  nesting: 20,
  transitions: 200,
  options: 60,
  text: 2000,
} as const
