import { html } from 'hono/html'
import type { Page } from '../page.ts'
import { formSlot } from '../parley-slot.ts'

export const demo: Page = {
  path: '/demo',
  title: 'Ask for a demo',
  description:
    'Thirty minutes on your own stock list: what a round looks like, what moves while you count, what the ERP gets.',
  render: () => html`
    <div class="wrap">
      <div class="ask-page">
        <div class="stack">
          <h1>Thirty minutes, on your stock</h1>
          <p class="lead">Send one aisle as a spreadsheet and we count it together, with somebody picking from it while we do.</p>
        </div>
        ${formSlot('demo')}
        <div class="stack stack--wide">
          <dl class="agenda">
            <div><dt>0:00</dt><dd><strong>Your aisle, loaded</strong> Location, item, quantity. Three columns are enough.</dd></div>
            <div><dt>0:05</dt><dd><strong>A round on a phone</strong> You count, we pick from the same shelf.</dd></div>
            <div><dt>0:15</dt><dd><strong>A difference, found and posted</strong> Second count, reason, approval, and the message your ERP gets.</dd></div>
            <div><dt>0:25</dt><dd><strong>Your question</strong> The one you write down here, answered by the person who can.</dd></div>
          </dl>
          <p class="quiet">Rather look alone first? The <a href="/customers/cold-store">worked example</a> has every figure, and the <a href="/calculator">calculator</a> takes yours.</p>
        </div>
      </div>
    </div>`,
}
