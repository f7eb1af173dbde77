/** A page with one widget on it. */
export interface Contender {
  readonly name: string
  readonly url: string
  /** CSS selectors; they reach into open shadow roots. */
  readonly launcher: string
  readonly question: string
}

/** As its documentation puts a bubble on a page; its API answers from this machine (`serve-peers.ts`). */
export function typebot(origin: string): Contender {
  return {
    name: 'typebot',
    url: `${origin}/typebot`,
    launcher: 'typebot-bubble button',
    question: 'typebot-bubble .typebot-host-bubble',
  }
}

/** Loads nothing before the click: kinder than its documentation, which loads all of it with the page. */
export function surveyjs(origin: string): Contender {
  return {
    name: 'surveyjs',
    url: `${origin}/surveyjs`,
    launcher: '#open',
    question: '#survey .sd-title, #survey .sv-string-viewer',
  }
}
