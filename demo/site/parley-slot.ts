import { html } from 'hono/html'

/**
 * The place of an inline form, with the plain form and a way to write to us underneath for as long as the element is not
 * defined (no JavaScript, a blocked script). Both share one grid cell, so nothing moves when the form appears.
 */
export function formSlot(flow: string) {
  return html`<div class="slot">
    <parley-form flow="${flow}"></parley-form>
    ${elsewhere(flow)}
  </div>`
}

/** The same with every question on one page. */
export function pageSlot(flow: string) {
  return html`<div class="slot">
    <parley-form flow="${flow}" shape="page"></parley-form>
    ${elsewhere(flow)}
  </div>`
}

/** The place of an inline chat; otherwise like {@link formSlot}. */
export function chatSlot(flow: string) {
  return html`<div class="slot slot--chat">
    <parley-chat flow="${flow}"></parley-chat>
    ${elsewhere(flow)}
  </div>`
}

function elsewhere(flow: string) {
  return html`<p class="slot__instead">
    The questions have not loaded here. <a href="${askPath(flow)}">Answer them on a page of their own</a>, or write to
    <a href="mailto:hello@tallybarn.example">hello@tallybarn.example</a>: a person answers within a working day.
  </p>`
}

/** Where this site sends whoever cannot have the questions in the page. */
export function askPath(flow: string): string {
  return `/ask/${flow}`
}
