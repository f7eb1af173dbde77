import type { BehaviorEvent, Consent, SessionEventBody, Shape, SiteConfig, SiteFlow, Surface } from '#flows/api.ts'
import type { Conversation } from './conversation.ts'

/** Wording of a test that this visitor was shown. */
export type Exposure = Omit<Extract<SessionEventBody, { type: 'exposed' }>, 'type'> & { readonly at: number }

/** Something of a flow that came up before this visitor, or its end that they reached. */
export interface Shown {
  readonly flow: string
  readonly what: Surface | 'completed' | 'qualified'
  readonly at: number
}

/** What the loader knows of the page it runs on and of the visit. */
export interface PageHost {
  /** Random id of the visitor; of this page view only unless consent is granted. */
  visitor: string
  consent: Consent
  /** Where the visit began (with its query) and where it came from. */
  from: readonly [landing: string, referrer: string]
  /** Pages, downloads and custom events not yet sent, oldest first; whoever sends them takes them out. */
  readonly events: BehaviorEvent[]
  /** Wordings shown so far on this page: those of launchers. */
  readonly exposures: Exposure[]
  /** What came up on this page so far, oldest first: launchers, pop-ups, slide-ins, and what was completed. */
  readonly shown?: Shown[]
  /** Set by whoever wants to hear of what comes up from now on. */
  onShown?: (shown: Shown) => void
  /** What the page knows of its visitor, by field id: `parley('prefill', …)`. Untrusted: every value is parsed by its field. */
  prefill?: Readonly<Record<string, unknown>>
  /** What is drawn on this page, by the element it is drawn in. */
  drawn?: Map<Element, DrawnView>
  /** Set by whoever wants to hear of the next ones. */
  onDrawn?: (view: DrawnView, host: Element) => void
  /** Puts something on `shown`. A flow noted as `completed` comes up unasked no more: for this page, with consent for good. Placements read both notes as the lead's stage. */
  note?(flow: string, what: Shown['what']): void
}

/** A conversation that is drawn somewhere, and how to end that. */
export interface DrawnView {
  readonly conversation: Conversation
  readonly close: Unmount
}

/** How the loader asks the entry module for a conversation. Loaders outlive releases: fields may be added, not changed. */
export interface MountRequest {
  readonly config: SiteConfig
  readonly page: PageHost
  readonly site: SiteFlow
  /** The `<parley-form>` or `<parley-chat>` of the page to fill; without one it is a bubble. */
  readonly element?: Element
  /** Whether a person asked for it just now: only then does focus move. */
  readonly asked?: boolean
  /** Where and how its placement shows it. Left out: a bubble as a chat, an element as its name says. */
  readonly surface?: Surface
  readonly shape?: Shape
  /** The closed bubble on the page: goes while the panel is open, then comes back with the focus. */
  readonly launcher?: HTMLElement
  /** The bubble, pop-up or slide-in was closed. */
  readonly onClose?: () => void
}

/** Takes the conversation off the page; what was said stays kept. */
export type Unmount = () => void

/** What the loader lends the entry module for a command of the page. */
export interface LoaderHost {
  readonly config: SiteConfig
  readonly page: PageHost
  /** Opens a flow as its bubble, or as said, unless something stands open already. */
  open(flow: unknown, how?: Partial<MountRequest>): Promise<void>
  /** Closes what stands open. */
  close(): void
  /** Takes the launcher away and watches the page no more. */
  stop(): void
}

/** The exports of the entry module. */
export interface EntryModule {
  mount(request: MountRequest): Unmount
  /** The tab has a session: sends what an earlier page could not send any more, and with consent what happens on this one. */
  resend(config: SiteConfig, page: PageHost): void
  /** Any command of the page that the loader does not carry out itself, in the order they were given. */
  command?(loader: LoaderHost, name: string, ...values: readonly unknown[]): void
}
