/**
 * What a page's own code says to Parley and hears from it. Without imports: the npm package ships these types as they are.
 */

/** Where a conversation is shown. */
export type ParleySurface = 'bubble' | 'inline' | 'popup' | 'slide_in' | 'hosted' | 'form'

/** How a conversation is held. */
export type ParleyShape = 'chat' | 'steps' | 'page'

/** Which conversation an event is about. */
export interface ParleyPlace {
  readonly flow: string
  readonly surface: ParleySurface
  /** Milliseconds since 1970 by the visitor's clock. */
  readonly at: number
}

/** What is told about each event. Nothing a visitor typed is ever in it. */
export interface ParleyEvents {
  /** A launcher, a form or a panel came up before the visitor. */
  shown: ParleyPlace
  /** A conversation was opened over the page: bubble, pop-up, slide-in. */
  opened: ParleyPlace
  /** The first answer was given. */
  started: ParleyPlace
  /** `value` is what was picked from options; typed answers are not told. */
  answered: ParleyPlace & {
    readonly step: string
    readonly field: string
    readonly value?: string | readonly string[]
  }
  /** The visitor reached an end; exits for customers, vendors or applicants do not count. */
  completed: ParleyPlace & { readonly outcome: string }
  /** The server decided that this is one for sales. */
  qualified: ParleyPlace & { readonly step: string; readonly outcome: string }
  booked: ParleyPlace & { readonly step: string }
  /** The page was left in the middle of a conversation. */
  abandoned: ParleyPlace & { readonly step: string }
  error: ParleyTrouble
}

export interface ParleyTrouble {
  readonly code: ParleyTroubleCode
  /** For developers, in English. */
  readonly message: string
  readonly flow?: string
  readonly at: number
}

export type ParleyTroubleCode =
  | 'unknown_command'
  | 'bad_value'
  | 'unknown_flow'
  | 'flow_unavailable'
  | 'offline'
  | 'identity_refused'
  | 'form_not_understood'

export type ParleyEventName = keyof ParleyEvents

export type ParleyListener<Name extends ParleyEventName> = (detail: ParleyEvents[Name]) => void

/** An answer as a page gives it: an option's id, several of them, text, a number, yes or no. */
export type ParleyAnswer = string | number | boolean | readonly string[]

export interface ParleyStartOptions {
  readonly surface?: 'bubble' | 'popup' | 'slide_in'
  readonly shape?: ParleyShape
}

/** Forms that `attach` knows besides a form element or a selector of one. */
export type ParleyFormTarget =
  | HTMLFormElement
  | string
  /** Form id (GUID) of a HubSpot form, or `*` for every one on the page. */
  | { readonly hubspot: string }
  /** Number of a Marketo form, or `*` for every one on the page. */
  | { readonly marketo: number | string }

export interface ParleyFormMapping {
  /** The flow that scores and routes what the form says. */
  readonly flow: string
  /** Name of the form's field -> field of the flow. Fields of the same name need no entry. */
  readonly fields?: Readonly<Record<string, string>>
  /** Field of the flow -> what the form's own values stand for, such as `{ size: { '51-200': 's50_500' } }`. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, ParleyAnswer>>>>
  /** Field of the flow -> an answer that is the same for everybody who sends the form. */
  readonly values?: Readonly<Record<string, ParleyAnswer>>
  /** Ask what the form did not ask, before the decision. Default false: decide at once. */
  readonly ask?: boolean
  /** Whether a submit counts: for a form that checks its fields by itself. */
  readonly valid?: (form: HTMLFormElement) => boolean
}

/** `window.parley`. Before the script has loaded, calls wait in a queue. It never throws. */
export interface ParleyFunction {
  (command: 'open', flow?: string): void
  (command: 'close'): void
  (command: 'start', flow: string, options?: ParleyStartOptions): void
  (command: 'prefill', answers: Readonly<Record<string, ParleyAnswer>>): void
  (command: 'identify', token: string): void
  (command: 'event' | 'track', name: string): void
  (command: 'consent', consent: 'granted' | 'denied'): void
  <Name extends ParleyEventName>(command: 'on', name: Name, listener: ParleyListener<Name>): void
  <Name extends ParleyEventName>(command: 'off', name?: Name, listener?: ParleyListener<Name>): void
  (command: 'attach', form: ParleyFormTarget, mapping: ParleyFormMapping): void
  /** Settings of a theme, the name of a preset, or null for the site's own. */
  (command: 'theme', theme: Readonly<Record<string, unknown>> | string | null): void
  (command: 'destroy'): void
}
