import { html } from 'hono/html'
import { fakeLayout, timeOfDay } from './fake-layout.ts'
import type { ParsedMessage } from './mail-sink.ts'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="1" y="3" width="14" height="10" rx="2" fill="#35669c"/><path d="M2.5 5.5 8 9l5.5-3.5" fill="none" stroke="#fff" stroke-width="1.5"/></svg>'

/** The whole page of the mail sink. */
export function mailPage(messages: readonly ParsedMessage[]) {
  return fakeLayout({
    title: 'Mail sink',
    purpose: 'Every message Parley sent by e-mail ends here; nothing leaves this machine.',
    icon,
    live: mailLive(messages),
  })
}

/** The part that changes: the messages, the latest first. */
export function mailLive(messages: readonly ParsedMessage[]) {
  return html`<section aria-labelledby="messages">
    <h2 id="messages">Messages <span class="count">${messages.length}</span></h2>
    ${
      messages.length > 0
        ? messages.map((message, index) => drawMessage(message, messages.length - index))
        : html`<p class="empty">No message yet. A hot lead makes one for its owner.</p>`
    }
  </section>`
}

function drawMessage(message: ParsedMessage, number: number) {
  const blind = message.recipients.filter(address => !message.to.includes(address))
  return html`<article class="record">
    <header class="record__head">
      <h3>${message.subject || 'No subject'}</h3>
      ${timeOfDay(message.receivedAt)}
    </header>
    <dl class="facts facts--short">
      <div><dt>From</dt><dd>${message.from}</dd></div>
      <div><dt>To</dt><dd>${message.to.join(', ')}</dd></div>
      ${blind.length > 0 ? html`<div><dt>Also to</dt><dd>${blind.join(', ')}</dd></div>` : ''}
    </dl>
    <div class="mail-text">${linked(message.text.trim())}</div>
    ${
      message.html
        ? html`<details data-key="html-${number}"><summary>HTML source</summary><pre tabindex="0">${message.html}</pre></details>`
        : ''
    }
  </article>`
}

/** Plain text with its http(s) addresses made into links; everything else stays text. */
function linked(text: string) {
  const parts = text.split(/(https?:\/\/[^\s<>"')]*[^\s<>"').,;:!?])/)
  return parts.map((part, index) =>
    index % 2 === 1 ? html`<a href="${part}" rel="noreferrer noopener" target="_blank">${part}</a>` : part,
  )
}
