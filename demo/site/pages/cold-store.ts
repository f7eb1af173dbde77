import { html } from 'hono/html'
import { type CountingInput, classes, countingCost, countsPerLocation } from '../counting-cost.ts'
import type { Page } from '../page.ts'
import { pageSlot } from '../parley-slot.ts'
import { dayStrip } from '../pictures/day-strip.ts'
import { dollars, wholeNumber } from '../wording.ts'

const store: CountingInput = {
  sites: 1,
  locations: 6_200,
  countsPerYear: 2,
  people: 22,
  hoursClosed: 14,
  marginPerHour: 850,
  wage: 34,
  secondsPerLocation: 55,
}

const workingDays = 250
const minutesInTheCold = 20

const counts = store.locations * countsPerLocation
const countsPerDay = counts / workingDays
const minutesPerDay = (countsPerDay * store.secondsPerLocation) / 60
const roundsPerDay = Math.ceil(minutesPerDay / minutesInTheCold)
const cost = countingCost(store)

export const coldStore: Page = {
  path: '/customers/cold-store',
  title: 'Worked example: a cold store',
  description:
    'A cold store with 6,200 pallet locations, counted in twenty-minute rounds: the plan, the hours and the cost.',
  render: () => html`
    <article class="wrap article">
      <header class="article__head">
        <p class="label">Worked example. The store is made up, the arithmetic is not.</p>
        <h1>Counting a cold store at −22 °C without warming it up</h1>
        <p class="lead">${wholeNumber(store.locations)} pallet locations, one gate, deep frozen. Closing to count means open doors, rented coats and two lost days a year.</p>
      </header>
      <div class="article__columns">
        <div class="prose">${inTheCold()}${plan()}${day()}${money()}${yours()}</div>
        ${atAGlance()}
      </div>
    </article>`,
}

function inTheCold() {
  return html`<h2>What is different in the cold</h2>
  <p>Nobody should count for long at −22 °C, so the round is cut to the person and not to the aisle: ${minutesInTheCold} minutes, then out. Handhelds lose the signal behind insulated panels; counts are kept on the device with their second and sent when the door opens. Gloves make every tap dear, so a location takes one scan and one number.</p>`
}

function plan() {
  return html`<h2>The plan</h2>
  <p>Locations are sorted by the value that moves through them, not by the value that lies there. The fast fifth is counted every other month, the slow half once a year.</p>
  <div class="scroller" tabindex="0" role="region" aria-label="Counting plan by class">
    <table class="facts">
      <thead><tr><th scope="col">Class</th><th scope="col">Locations</th><th scope="col">Each, a year</th><th scope="col">In all</th></tr></thead>
      <tbody>
        ${classes.map(
          ({ name, share, countsPerYear }) => html`<tr>
            <th scope="row">${name}</th>
            <td>${wholeNumber(share * store.locations)}</td>
            <td>${countsPerYear}</td>
            <td>${wholeNumber(share * store.locations * countsPerYear)}</td>
          </tr>`,
        )}
      </tbody>
      <tfoot><tr><th scope="row">All</th><td>${wholeNumber(store.locations)}</td><td>${countsPerLocation.toFixed(1)}</td><td>${wholeNumber(counts)}</td></tr></tfoot>
    </table>
  </div>`
}

function day() {
  return html`<h2>What it asks of a day</h2>
  <p>${wholeNumber(counts)} counts over ${workingDays} working days are ${wholeNumber(countsPerDay)} a day. At ${store.secondsPerLocation} seconds each that is ${wholeNumber(minutesPerDay)} minutes: ${roundsPerDay} rounds of up to ${minutesInTheCold} minutes, shared by two shifts. Each is one walk along one aisle, taken when the next truck is late anyway.</p>
  ${dayStrip({ rounds: roundsPerDay, minutes: minutesInTheCold })}
  <p>Picks go on next to the counter. In a twenty-minute round a handful of the locations are touched by someone else; every one of them would be a false difference in a count that does not know the second.</p>`
}

function money() {
  const { closing, rounds, saved } = cost
  return html`<h2>What it costs</h2>
  <p>Twice a year, ${store.people} people count for ${store.hoursClosed} hours at ${dollars(store.wage)} with overheads, while margin of ${dollars(store.marginPerHour)} an hour stays in the cold.</p>
  <div class="scroller" tabindex="0" role="region" aria-label="Cost of both ways, a year">
    <table class="facts">
      <thead><tr><th scope="col">A year</th><th scope="col">Closing</th><th scope="col">Rounds</th></tr></thead>
      <tbody>
        <tr><th scope="row">Pay</th><td>${dollars(closing.wages)}</td><td>${dollars(rounds.wages)}</td></tr>
        <tr><th scope="row">Margin not shipped</th><td>${dollars(closing.margin)}</td><td>$0</td></tr>
        <tr><th scope="row">Tallybarn ${rounds.plan.name}</th><td>$0</td><td>${dollars(rounds.plan.yearly)}</td></tr>
      </tbody>
      <tfoot><tr><th scope="row">Together</th><td>${dollars(closing.total)}</td><td>${dollars(rounds.total)}</td></tr></tfoot>
    </table>
  </div>
  <p>${dollars(saved)} stays in the house. The larger gain is not in the table: figures that are never older than two months for what moves fast.</p>`
}

function yours() {
  return html`<h2 id="yours">The same for your store</h2>
  <p>One page of questions. In thirty minutes we put your locations, people and hours into this table, and show a round on your own stock.</p>
  ${pageSlot('demo')}`
}

function atAGlance() {
  return html`<aside class="article__aside" aria-label="At a glance">
    <dl class="glance">
      <div><dt>Hours closed to count, a year</dt><dd><s>${store.countsPerYear * store.hoursClosed}</s> 0</dd></div>
      <div><dt>Counting, a day</dt><dd>${wholeNumber(minutesPerDay)} minutes</dd></div>
      <div><dt>Cost of counting, a year</dt><dd><s>${dollars(cost.closing.total)}</s> ${dollars(cost.rounds.total)}</dd></div>
    </dl>
    <div class="stack article__offer">
      <h2>Do it on paper first</h2>
      <p class="quiet">The blank sheet has the columns a netted count needs: second of the count, book, moved since, counted. No e-mail asked.</p>
      <a class="button" href="/downloads/count-sheet.csv" download>Download the count sheet</a>
      <a class="button button--quiet" href="/calculator">Put in your figures</a>
    </div>
  </aside>`
}
