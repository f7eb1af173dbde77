import { html } from 'hono/html'
import { type CountingCost, type CountingInput, countingCost } from '../counting-cost.ts'
import type { Page } from '../page.ts'
import { askPath } from '../parley-slot.ts'
import { costBar } from '../pictures/cost-bar.ts'
import { dollars, wholeNumber } from '../wording.ts'

type Question = {
  readonly name: keyof CountingInput
  readonly label: string
  readonly unit: string
  readonly min: number
  readonly max: number
}

/** The figures the calculator opens with: two mid-sized sites that close twice a year. */
export const typicalWarehouse: CountingInput = {
  sites: 2,
  locations: 3_000,
  countsPerYear: 2,
  people: 14,
  hoursClosed: 10,
  marginPerHour: 600,
  wage: 29,
  secondsPerLocation: 40,
}

const groups: readonly { readonly legend: string; readonly questions: readonly Question[] }[] = [
  {
    legend: 'Your warehouses',
    questions: [
      { name: 'sites', label: 'Sites', unit: '', min: 1, max: 500 },
      { name: 'locations', label: 'Locations at each', unit: '', min: 10, max: 200_000 },
    ],
  },
  {
    legend: 'When you close to count',
    questions: [
      { name: 'countsPerYear', label: 'Counts a year', unit: '', min: 1, max: 12 },
      { name: 'hoursClosed', label: 'Closed for', unit: 'hours', min: 1, max: 96 },
      { name: 'people', label: 'People counting', unit: '', min: 1, max: 500 },
      { name: 'marginPerHour', label: 'Margin not shipped', unit: '$ an hour', min: 0, max: 100_000 },
    ],
  },
  {
    legend: 'Pay and pace',
    questions: [
      { name: 'wage', label: 'Pay with overheads', unit: '$ an hour', min: 5, max: 200 },
      { name: 'secondsPerLocation', label: 'To count a location', unit: 'seconds', min: 5, max: 600 },
    ],
  },
]

export const calculator: Page = {
  path: '/calculator',
  title: 'What does counting cost you?',
  description: 'Closing to count beside counting in rounds, with your own sites, people and hours.',
  script: 'calculator.js',
  render: query => {
    const input = parseInput(query)
    return html`
    <div class="wrap">
      <header class="page-head">
        <h1>What does counting cost you?</h1>
        <p class="lead">A year of closing beside a year of rounds, from your own figures. Where closing is the cheaper way, it says so.</p>
      </header>
      <div class="calculator">
        <form class="calculator__form" action="/calculator" method="get" data-result="/calculator/result">
          ${groups.map(
            group => html`<fieldset>
              <legend>${group.legend}</legend>
              <div class="calculator__fields">${group.questions.map(question => field(question, input[question.name]))}</div>
            </fieldset>`,
          )}
          <button class="button button--quiet" type="submit">Work it out</button>
        </form>
        <div class="calculator__result" id="result" role="status">${calculatorResult(countingCost(input))}</div>
      </div>
      <section class="section">
        <div class="split">
          <h2>How it is worked out</h2>
          <div class="stack quiet">
            <p>Closing: sites × counts × hours closed × (people × pay + margin not shipped). Orders that only wait are not lost; put in the margin you truly lose.</p>
            <p>Rounds: the fifth of your locations that moves most value is counted six times a year, the next three tenths three times, the rest once. That is 2.6 counts a location, at your pace and pay, and the plan that holds your sites. Enterprise is counted at the $24k it starts from.</p>
            <p>Left out on purpose: better stock figures. They are worth more than all of this, and nobody can put an honest number on yours.</p>
          </div>
        </div>
      </section>
    </div>`
  },
}

/** The answer alone, for the page's script to put in place. */
export function calculatorResult({ closing, rounds, saved }: CountingCost) {
  const most = Math.max(closing.total, rounds.total)
  return html`
    <p class="calculator__verdict">
      ${
        saved >= 0
          ? html`<strong>${dollars(saved)}</strong> <span>a year less in rounds</span>`
          : html`<strong>${dollars(-saved)}</strong> <span>a year less if you keep closing</span>`
      }
    </p>
    ${costBar({ label: 'Closing to count', amount: closing.total, most, kind: 'closing' })}
    ${costBar({ label: 'Counting in rounds', amount: rounds.total, most, kind: 'rounds' })}
    <table class="facts facts--tight">
      <caption class="unseen">What the two totals are made of, a year</caption>
      <tbody>
        <tr><th scope="row">Pay while closed</th><td>${dollars(closing.wages)}</td></tr>
        <tr><th scope="row">Margin not shipped</th><td>${dollars(closing.margin)}</td></tr>
        <tr><th scope="row">Pay for ${wholeNumber(rounds.hours)} hours of rounds</th><td>${dollars(rounds.wages)}</td></tr>
        <tr><th scope="row">Tallybarn ${rounds.plan.name}${rounds.plan.sites === Number.POSITIVE_INFINITY ? ', from' : ''}</th><td>${dollars(rounds.plan.yearly)}</td></tr>
      </tbody>
    </table>
    ${
      saved >= 0
        ? html`<p class="calculator__ways"><a class="button" href="/demo">Ask for a demo</a> <a class="button button--quiet" href="${askPath('pricing')}" data-talk>Which plan fits?</a></p>`
        : html`<p class="quiet">On these figures a yearly count is the better deal. The <a href="/blog/cycle-count-checklist">checklist</a> helps with that one too.</p>`
    }`
}

/** Reads the figures from a query string; one that is missing or out of range takes its opening value. */
export function parseInput(query: Readonly<Record<string, string>>): CountingInput {
  const read = ({ name, min, max }: Question): [string, number] => {
    const value = Number(query[name]?.trim() || Number.NaN)
    return [name, value >= min && value <= max ? value : typicalWarehouse[name]]
  }
  return { ...typicalWarehouse, ...Object.fromEntries(groups.flatMap(group => group.questions.map(read))) }
}

function field({ name, label, unit, min, max }: Question, value: number) {
  return html`<label class="field">
    <span class="field__label">${label}</span>
    <span class="field__box">
      <input type="number" inputmode="numeric" name="${name}" value="${value}" min="${min}" max="${max}" step="any" required>
      ${unit ? html`<span class="field__unit">${unit}</span>` : ''}
    </span>
  </label>`
}
