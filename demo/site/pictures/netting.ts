import { html } from 'hono/html'

/** One location, two minutes: how a pick in the middle of a count is netted off. */
export function netting() {
  return html`<figure class="netting">
    <figcaption class="label">Location <span class="code">C-07-2</span>, two minutes of a working morning</figcaption>
    <ol class="netting__line">
      <li class="netting__event">
        <span class="netting__time">10:40:00</span>
        <strong>The books say 48</strong>
        <span class="quiet">The round starts. Nothing is blocked.</span>
      </li>
      <li class="netting__event netting__event--moved">
        <span class="netting__time">10:41:05</span>
        <strong>A picker takes 2</strong>
        <span class="quiet">Scanned for an order, as on any day.</span>
      </li>
      <li class="netting__event netting__event--counted">
        <span class="netting__time">10:41:20</span>
        <strong>The counter enters 46</strong>
        <span class="quiet">Without seeing what the books say.</span>
      </li>
      <li class="netting__event netting__event--agreed">
        <span class="netting__time">10:41:20</span>
        <strong>48 − 2 = 46: agrees</strong>
        <span class="quiet">Nothing to look for, nothing to post.</span>
      </li>
    </ol>
  </figure>`
}
