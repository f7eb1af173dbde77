import type { BehaviorEvent, Consent, SessionEventBody, SiteConfig, SiteFlow } from '#flows/api.ts'

/** Wording of a test that this visitor was shown. */
export type Exposure = Omit<Extract<SessionEventBody, { type: 'exposed' }>, 'type'> & { readonly at: number }

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
  /** The closed bubble on the page: goes while the panel is open, then comes back with the focus. */
  readonly launcher?: HTMLElement
  /** The bubble was closed. */
  readonly onClose?: () => void
}

/** Takes the conversation off the page; what was said stays kept. */
export type Unmount = () => void

/** The exports of the entry module. */
export interface EntryModule {
  mount(request: MountRequest): Unmount
  /** The tab has a session: sends what an earlier page could not send any more, and with consent what happens on this one. */
  resend(config: SiteConfig, page: PageHost): void
}
