import { html } from 'hono/html'
import type { Page } from '../page.ts'
import { formSlot } from '../parley-slot.ts'
import { type Plan, plans } from '../plans.ts'

export const pricing: Page = {
  path: '/pricing',
  title: 'Pricing',
  description: 'Starter $240 a month for 3 sites, Team $690 for 15 sites, Enterprise from $24k a year.',
  render: () => html`
    <div class="wrap">
      <header class="page-head">
        <h1>Priced by the site, not by the counter</h1>
        <p class="lead">Let the whole shift count: people and devices are never billed. Every plan starts with thirty days in one site.</p>
      </header>
      <div class="plans">${plans.map(planColumn)}</div>
      <p class="small quiet plans__note">In US dollars, without tax. Monthly plans end with the month you cancel in.</p>
    </div>
    <section class="section" aria-labelledby="which">
      <div class="wrap split">
        <div class="stack">
          <h2 id="which">Which plan fits?</h2>
          <p class="lead">Five taps, then an estimate for your sites.</p>
          <p class="quiet">Where the small plan is enough, it says so. Nobody calls unless you ask for it.</p>
        </div>
        ${formSlot('pricing')}
      </div>
    </section>
    ${comparison()}
    ${questions()}`,
}

function planColumn(plan: Plan) {
  return html`<section class="plan">
    <h2>${plan.name}</h2>
    <p class="plan__price"><strong>${plan.price}</strong> ${plan.per}</p>
    <p class="quiet">${plan.forWhom}</p>
    <ul class="plan__list">${plan.includes.map(item => html`<li>${item}</li>`)}</ul>
    <a class="button button--quiet" href="/demo" aria-label="Ask for a demo of ${plan.name}">Ask for a demo</a>
  </section>`
}

const rows: readonly (readonly [string, string, string, string])[] = [
  ['Sites', '3', '15', 'Any number'],
  ['Counters and devices', 'Any number', 'Any number', 'Any number'],
  ['Blind counts, second counts', 'Yes', 'Yes', 'Yes'],
  ['Counting without signal', 'Yes', 'Yes', 'Yes'],
  ['Stock in', 'CSV', 'CSV, REST, database view', 'CSV, REST, database view'],
  ['Differences out', 'CSV', 'Posted to the ERP', 'Posted to the ERP'],
  ['Approval limits', 'One for all', 'By class and site', 'By class, site and role'],
  ['Count record kept', '1 year', '7 years', 'As long as you set'],
  ['Sign-on', 'E-mail', 'E-mail', 'SSO and provisioning'],
  ['Help', 'Next working day', 'Within 4 working hours', 'Named engineer'],
]

function comparison() {
  return html`<section class="section section--ruled">
    <div class="wrap">
      <div class="section__head"><h2>Side by side</h2></div>
      <div class="scroller" tabindex="0" role="region" aria-label="Plans side by side">
        <table class="comparison">
          <thead>
            <tr><td></td>${plans.map(plan => html`<th scope="col">${plan.name}</th>`)}</tr>
          </thead>
          <tbody>
            ${rows.map(([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
    </div>
  </section>`
}

function questions() {
  return html`<section class="section section--tint">
    <div class="wrap split">
      <h2>Before you ask</h2>
      <div class="questions">
        <details open>
          <summary>What is a site?</summary>
          <p>One address with one stock figure. Two halls behind one gate are one site; a consignment store at a customer is one of its own.</p>
        </details>
        <details>
          <summary>Do we have to clean up our stock first?</summary>
          <p>No. The first two weeks of rounds are the clean-up: the largest differences come first, and nothing is posted until you switch posting on.</p>
        </details>
        <details>
          <summary>Does it replace the annual count?</summary>
          <p>Often. Where the law and your auditor accept perpetual counting, a complete record of rounds takes its place. We write down with you what they need before you start.</p>
        </details>
        <details>
          <summary>What happens above 15 sites?</summary>
          <p>Enterprise starts at $24k a year and is priced by the number of sites. You get the figure after one call, in writing.</p>
        </details>
        <details>
          <summary>How do we leave?</summary>
          <p>Export every count, difference and reason as CSV and cancel in the settings. Monthly plans end with the month.</p>
        </details>
      </div>
    </div>
  </section>`
}
