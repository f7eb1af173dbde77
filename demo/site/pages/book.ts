import { html } from 'hono/html'
import type { Page } from '../page.ts'

/** Where a booking link of the demo leads: the place of a real company's calendar. */
export const book: Page = {
  path: '/book/:person',
  title: 'Pick a time',
  description: 'The calendar of a Tallybarn account executive.',
  render: () => html`
    <div class="wrap">
      <header class="page-head page-head--alone">
        <h1>The calendar opens here</h1>
        <p class="lead">A booking link leads to the calendar its owner uses already. Tallybarn is invented, so no time is kept on this page; Parley has noted that you opened it.</p>
        <div class="actions"><a class="button" href="/pricing">Back to prices</a></div>
      </header>
    </div>`,
}
