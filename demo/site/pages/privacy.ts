import { html } from 'hono/html'
import type { Page } from '../page.ts'

export const privacy: Page = {
  path: '/privacy',
  title: 'Privacy',
  description: 'What this site keeps about you, why, for how long, and how to have it removed.',
  render: () => html`
    <article class="wrap article">
      <header class="article__head">
        <h1>Privacy</h1>
        <p class="lead">What we keep when you read this site or answer our questions, and how to have it removed.</p>
        <p class="label">In force since <time datetime="2026-09-01">1 September 2026</time></p>
      </header>
      <div class="prose">
        <h2>Reading the site</h2>
        <p>Nothing is stored in your browser and nothing is sent about you until you open the chat or answer a question. There are no advertising cookies, no fonts from elsewhere and no tracking pixels.</p>
        <h2 id="answers">When you answer our questions</h2>
        <p>The chat and the forms are run for us by Parley, on our instructions. We then keep:</p>
        <ul>
          <li>your answers: role, company size, need, timing, budget if you gave one, name and e-mail address;</li>
          <li>the pages of this site you read in the same visit, and the campaign or page you came from;</li>
          <li>the exact consent text you agreed to, with its language, version and time.</li>
        </ul>
        <p>Your answers give a score that decides whether a salesperson, our guides or a trial suits you best. A person can look at every reason of that score, and you may ask for it. No decision with legal effect is made by it.</p>
        <h2>Why, and how long</h2>
        <div class="scroller" tabindex="0" role="region" aria-label="What we keep and how long">
          <table class="facts facts--words">
            <thead><tr><th scope="col">What</th><th scope="col">Why</th><th scope="col">How long</th></tr></thead>
            <tbody>
              <tr><th scope="row">A conversation you left half-way</th><td>So that you can go on</td><td>7 days</td></tr>
              <tr><th scope="row">Your answers and contact data</th><td>To reply, with your consent</td><td>12 months after the last contact</td></tr>
              <tr><th scope="row">Your network address</th><td>To stop abuse</td><td>Not stored</td></tr>
            </tbody>
          </table>
        </div>
        <h2>What you agree to, and what not</h2>
        <p>Agreeing to be contacted lets us reply about your request. It does not put you on a mailing list; that is a separate box, never ticked beforehand. You may withdraw either at any time, as easily as you gave it.</p>
        <h2>Your rights</h2>
        <p>Ask for a copy, a correction or removal at <a href="mailto:privacy@tallybarn.example">privacy@tallybarn.example</a>. We answer within thirty days, usually within two, and tell every system we passed your data to. You may also complain to the data protection authority where you live.</p>
      </div>
    </article>`,
}
