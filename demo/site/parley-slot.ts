import { html } from 'hono/html'

/**
 * The place of an inline form, with a way to write to us underneath for as long as the element is not defined
 * (no JavaScript, a blocked script). Both share one grid cell, so nothing moves when the form appears.
 */
export function formSlot(flow: string) {
  return html`<div class="slot">
    <parley-form flow="${flow}"></parley-form>
    ${writeInstead()}
  </div>`
}

/** The place of an inline chat; otherwise like {@link formSlot}. */
export function chatSlot(flow: string) {
  return html`<div class="slot slot--chat">
    <parley-chat flow="${flow}"></parley-chat>
    ${writeInstead()}
  </div>`
}

function writeInstead() {
  return html`<p class="slot__instead">
    The questions have not loaded. Write to
    <a href="mailto:hello@tallybarn.example">hello@tallybarn.example</a> and a person answers within a working day.
  </p>`
}
