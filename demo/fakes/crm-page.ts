import { html } from 'hono/html'
import { behaviours, type CrmBehaviour } from './crm-behaviour.ts'
import { crmRecord } from './crm-record.ts'
import type { CrmRequest, CrmStore } from './crm-store.ts'
import { fakeLayout, timeOfDay } from './fake-layout.ts'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="1" y="2" width="14" height="12" rx="2" fill="#35669c"/><path d="M4 6h8M4 10h5" stroke="#fff" stroke-width="2"/></svg>'

const behaviourWords: Readonly<Record<CrmBehaviour, string>> = {
  ok: 'Accept',
  '429': 'Too busy, 429',
  '500': 'Broken, 500',
  slow: 'Slow, 5 s',
  '410': 'Gone, 410',
}

/** The whole page of the fake CRM. */
export function crmPage(store: CrmStore) {
  return fakeLayout({
    title: 'Fake CRM',
    purpose: 'Stands in for the CRM of a customer: what Parley delivered, one record a lead.',
    icon,
    live: crmLive(store),
  })
}

/** The part that changes: how it behaves, the records, the requests. */
export function crmLive(store: CrmStore) {
  const records = store.records()
  const requests = store.requests()
  return html`
    ${behaviourSwitch(store.behaviour())}
    <div class="columns">
      <section aria-labelledby="records">
        <h2 id="records">Records <span class="count">${records.length}</span></h2>
        ${
          records.length > 0
            ? records.map(crmRecord)
            : html`<p class="empty">No lead yet. Answer the questions on the pricing page; the record appears here within a second or two.</p>`
        }
      </section>
      <section aria-labelledby="requests">
        <h2 id="requests">Requests <span class="count">${requests.length}</span></h2>
        ${
          requests.length > 0
            ? html`<ol class="requests">${requests.map((request, index) => drawRequest(request, requests.length - index))}</ol>`
            : html`<p class="empty">Every request to <code>/hooks/parley</code> is listed here, refused ones too.</p>`
        }
      </section>
    </div>`
}

function behaviourSwitch(current: CrmBehaviour) {
  return html`<div class="switch" role="group" aria-label="Answer to the next webhook">
    <span class="switch__label" aria-hidden="true">Answer to the next webhook</span>
    <div class="switch__row">
      ${behaviours.map(
        mode =>
          html`<button type="button" data-mode="${mode}" data-key="mode-${mode}" aria-pressed="${mode === current ? 'true' : 'false'}">${behaviourWords[mode]}</button>`,
      )}
    </div>
  </div>`
}

function drawRequest(request: CrmRequest, number: number) {
  return html`<li>
    <details data-key="request-${number}">
      <summary>
        <span class="status status--${request.status < 300 ? 'good' : 'bad'}">${request.status}</span>
        <span class="request__what"><strong>${request.type ?? 'unread'}</strong> <span>${request.outcome}</span></span>
        ${timeOfDay(request.at)}
      </summary>
      <dl class="facts facts--short"><div><dt>webhook-id</dt><dd><code>${request.webhookId ?? 'none'}</code></dd></div></dl>
      <pre tabindex="0">${readable(request.body)}</pre>
    </details>
  </li>`
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2)
  } catch {
    return body
  }
}
