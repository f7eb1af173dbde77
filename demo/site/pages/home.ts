import { html } from 'hono/html'
import { countingCost } from '../counting-cost.ts'
import type { Page } from '../page.ts'
import { costBar } from '../pictures/cost-bar.ts'
import { netting } from '../pictures/netting.ts'
import { rackElevation } from '../pictures/rack-elevation.ts'
import { roundSheet } from '../pictures/round-sheet.ts'
import { tallyNumber } from '../pictures/tally-number.ts'
import { plans } from '../plans.ts'
import { wholeNumber } from '../wording.ts'
import { typicalWarehouse } from './calculator.ts'

export const home: Page = {
  path: '/',
  title: 'Tallybarn: stock counting without closing the warehouse',
  description:
    'Count stock in short rounds while picking goes on. Tallybarn nets off what moved meanwhile and posts the difference to your ERP with a reason.',
  render: () => html`
    <section class="hero">
      <div class="wrap hero__row">
        <div class="stack stack--wide">
          <h1 class="hero__title">Stock counting without closing the warehouse.</h1>
          <p class="lead">Tallybarn hands your pickers five-minute counting rounds between orders, nets off whatever moved while they counted, and posts the difference to your ERP with a reason.</p>
          <div class="actions">
            <a class="button" href="/demo">Ask for a demo</a>
            <a class="button button--quiet" href="/pricing">See prices</a>
          </div>
        </div>
        ${roundSheet()}
      </div>
      ${rackElevation()}
    </section>
    ${whyItIsHard()}
    ${howARoundWorks()}
    ${costsOfClosing()}
    ${whatItFits()}
    ${priceLine()}`,
}

function whyItIsHard() {
  return html`<section class="section">
    <div class="wrap split">
      <div class="stack">
        <h2>A count is a promise about a moment</h2>
        <p class="lead">Most warehouses stop so that the moment holds still. Tallybarn keeps the moment instead: every count, pick and put-away carries its second.</p>
      </div>
      ${netting()}
    </div>
  </section>`
}

function howARoundWorks() {
  return html`<section class="section section--tint">
    <div class="wrap">
      <div class="section__head">
        <h2>How a round works</h2>
        <p class="lead">Three minutes to explain on the floor, one shift to become a habit.</p>
      </div>
      <ol class="steps">
        <li class="stack">
          ${tallyNumber(1)}
          <h3>It picks the locations worth counting</h3>
          <p class="quiet">Value, movement, the last count and old differences decide. Each round lies on one walk, so nobody crosses the hall twice.</p>
        </li>
        <li class="stack">
          ${tallyNumber(2)}
          <h3>Someone with five free minutes counts</h3>
          <p class="quiet">On the handheld or a phone, without seeing the book figure, and without signal too: counts made in the cold room arrive when the door opens.</p>
        </li>
        <li class="stack">
          ${tallyNumber(3)}
          <h3>A second person counts what differs</h3>
          <p class="quiet">Beyond your tolerance a location goes to somebody else, blind again. Two counts that agree are worth more than one argument.</p>
        </li>
        <li class="stack">
          ${tallyNumber(4)}
          <h3>The ERP gets a figure and a reason</h3>
          <p class="quiet">Damaged, misplaced, received short, picked wrong. Above your limit a supervisor approves first. Finance reads the reasons, not just the sum.</p>
        </li>
      </ol>
    </div>
  </section>`
}

function costsOfClosing() {
  const { closing, rounds } = countingCost(typicalWarehouse)
  const most = Math.max(closing.total, rounds.total)
  return html`<section class="section">
    <div class="wrap split">
      <div class="stack">
        <h2>What does a closed weekend cost?</h2>
        <p class="quiet">For ${typicalWarehouse.sites} sites with ${wholeNumber(typicalWarehouse.locations)} locations each, closed for ${typicalWarehouse.hoursClosed} hours twice a year, a year looks like this. Put in your own figures: if closing is cheaper for you, the calculator says so.</p>
        <p><a href="/calculator">Open the calculator</a></p>
      </div>
      <div class="figures">
        ${costBar({ label: 'Closing to count', amount: closing.total, most, kind: 'closing' })}
        ${costBar({ label: 'Counting in rounds, Tallybarn included', amount: rounds.total, most, kind: 'rounds' })}
      </div>
    </div>
  </section>`
}

function whatItFits() {
  return html`<section class="section section--ruled">
    <div class="wrap split">
      <h2>It fits what you run</h2>
      <dl class="pairs">
        <div><dt>Your ERP or WMS</dt><dd>REST, a database view or a CSV file on SFTP. Stock comes in every few minutes, differences go out with a reason code.</dd></div>
        <div><dt>Your devices</dt><dd>Android handhelds with a scan key, and any phone with a camera. No dock, no server in the office.</dd></div>
        <div><dt>Your labels</dt><dd>Code 128, GS1 and QR, on locations and on goods. Paper labels are fine; we print missing ones.</dd></div>
        <div><dt>Your auditor</dt><dd>Who counted what, when, with which device, and who approved. Many auditors take a year of rounds in place of the annual count; ask yours early.</dd></div>
      </dl>
    </div>
  </section>`
}

function priceLine() {
  return html`<section class="section section--tint">
    <div class="wrap split split--centre">
      <div class="stack">
        <h2>Try it in one aisle</h2>
        <p class="quiet">Thirty days, one site, your own stock list. If the differences you find are not worth the trouble, you have lost a few rounds.</p>
        <div class="actions">
          <a class="button" href="/demo">Ask for a demo</a>
          <a class="button button--quiet" href="/pricing">Compare plans</a>
        </div>
      </div>
      <ul class="price-line">
        ${plans.map(plan => html`<li><span>${plan.name}</span><strong>${plan.price}</strong><span class="quiet">${plan.per}</span></li>`)}
      </ul>
    </div>
  </section>`
}
