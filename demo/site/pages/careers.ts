import { html } from 'hono/html'
import type { Page } from '../page.ts'

const openings = [
  {
    title: 'Integration engineer',
    where: 'Remote, Central European hours',
    text: 'You make stock figures of strange origin arrive whole and in order. You have read an ERP manual to the end and can say what it left out. TypeScript here, SQL everywhere else.',
  },
  {
    title: 'Onboarding lead, Americas',
    where: 'Remote, with ten days a month on warehouse floors',
    text: 'You stand in an aisle with a shift lead at six in the morning and leave with rounds that run. You counted stock for a living once, or led people who did.',
  },
  {
    title: 'Product designer, handhelds',
    where: 'Remote, Central European hours',
    text: 'Four-inch screens, gloves, minus 22 °C. You test where it is cold and take away one tap at a time.',
  },
] as const

export const careers: Page = {
  path: '/careers',
  title: 'Careers',
  description: 'Open positions at Tallybarn.',
  render: () => html`
    <div class="wrap">
      <header class="page-head">
        <h1>Work on the figures others rely on</h1>
        <p class="lead">A small company, remote first, with boots on. Everyone here counts a real aisle in their first week.</p>
      </header>
      <ul class="openings">
        ${openings.map(
          opening => html`<li>
            <div class="stack openings__what"><h2>${opening.title}</h2><p class="label">${opening.where}</p></div>
            <p>${opening.text}</p>
            <a class="button button--quiet" href="mailto:jobs@tallybarn.example?subject=${encodeURIComponent(opening.title)}" aria-label="Write to us about ${opening.title}">Write to us</a>
          </li>`,
        )}
      </ul>
      <section class="section">
        <div class="split">
          <h2>How we hire</h2>
          <dl class="pairs">
            <div><dt>First</dt><dd>A mail in your own words, no cover letter. You hear from a person within five working days.</dd></div>
            <div><dt>Then</dt><dd>One call about work you did, one paid day on a task of ours.</dd></div>
            <div><dt>Always</dt><dd>The pay range in the first reply, and a reason when the answer is no.</dd></div>
          </dl>
        </div>
      </section>
    </div>`,
}
