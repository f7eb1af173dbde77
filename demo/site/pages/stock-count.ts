import { html } from 'hono/html'
import type { Page } from '../page.ts'
import { chatSlot } from '../parley-slot.ts'

export const stockCount: Page = {
  path: '/lp/stock-count',
  title: 'Count stock while you ship',
  description: 'No closed weekend, no frozen orders: count in short rounds and let the software net off what moved.',
  frame: 'landing',
  render: () => html`
    <div class="wrap">
      <div class="ask-page">
        <div class="stack">
          <h1 class="hero__title">Count stock while you ship.</h1>
          <p class="lead">No closed weekend, no frozen orders. Short rounds between picks, and software that nets off what moved meanwhile.</p>
        </div>
        ${chatSlot('landing')}
        <div class="stack">
          <ul class="points">
            <li><strong>Every location has its second.</strong> A pick in the middle of a count is subtracted, not argued about.</li>
            <li><strong>Two people, both blind.</strong> What differs is counted again by somebody who does not know the first figure.</li>
            <li><strong>Your ERP gets the reason.</strong> Damaged, misplaced, received short: posted with the difference.</li>
          </ul>
          <p class="quiet">From $240 a month for 3 sites. Thirty days in one site before you pay.</p>
        </div>
      </div>
    </div>`,
}
