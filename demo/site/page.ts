import type { html } from 'hono/html'

/** What the `html` tag gives: markup already escaped. */
export type Markup = ReturnType<typeof html>

/** One page of the site. */
export type Page = {
  readonly path: string
  /** Shown in the tab in front of the company's name. */
  readonly title: string
  readonly description: string
  /** `landing` leaves the navigation out, so that the page asks for one thing only. */
  readonly frame?: 'landing'
  /** A file of `/assets` that only this page needs. */
  readonly script?: 'calculator.js'
  /** The main content; `query` is the parsed query string. */
  render(query: Readonly<Record<string, string>>): Markup
}
