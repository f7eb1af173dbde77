import { html } from 'hono/html'
import type { CrmRecord } from './crm-store.ts'
import { timeOfDay } from './fake-layout.ts'
import type { LeadCard } from './lead-card.ts'

/** One lead as a salesperson would find it in the CRM, with the raw payload to unfold. */
export function crmRecord({ leadId, card, data, lastType, updatedAt, webhookIds }: CrmRecord) {
  return html`<article class="record">
    <header class="record__head">
      <div>
        <h3>${card.name ?? card.email ?? leadId}</h3>
        <p>${[card.company, card.email].filter(Boolean).join(', ')}</p>
      </div>
      ${score(card)}
    </header>
    <dl class="facts facts--short">
      ${fact('Owner', owner(card))}
      ${fact('Stage', card.stage)}
      ${fact('Source', card.source)}
      ${fact('Page', card.url)}
      ${fact('Last event', html`${lastType} at ${timeOfDay(updatedAt)}, ${webhookIds.length} in all`)}
    </dl>
    ${reasons(card)}${answers(card)}
    <details data-key="record-${leadId}">
      <summary>Raw payload</summary>
      <pre tabindex="0">${JSON.stringify(data, undefined, 2) ?? 'none'}</pre>
    </details>
  </article>`
}

function score({ score, temperature }: LeadCard) {
  return html`<p class="score">
    ${temperature ? html`<span class="temperature temperature--${slug(temperature)}">${temperature}</span>` : ''}
    ${score?.total === undefined ? '' : html`<strong>${score.total}</strong>`}
    ${score?.fit === undefined ? '' : html`<span class="score__parts">fit ${score.fit}, engagement ${score.engagement ?? 0}</span>`}
  </p>`
}

function owner({ owner }: LeadCard): string | undefined {
  return [owner?.name, owner?.email].filter(Boolean).join(', ') || undefined
}

function reasons({ reasons }: LeadCard) {
  if (reasons.length === 0) return ''
  return html`<section class="record__part">
    <h4>Why</h4>
    <ul class="reasons">${reasons.map(({ points, reason }) => html`<li><span class="points">${signed(points)}</span> ${reason ?? ''}</li>`)}</ul>
  </section>`
}

function answers({ answers }: LeadCard) {
  if (answers.length === 0) return ''
  return html`<section class="record__part">
    <h4>Answers</h4>
    <dl class="facts">${answers.map(({ field, question, answer }) => fact(question ?? field ?? 'Answer', shown(answer)))}</dl>
  </section>`
}

function fact(name: string, value: string | ReturnType<typeof html> | undefined) {
  return value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : ''
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function signed(points: number | undefined): string {
  if (points === undefined) return ''
  return points < 0 ? `−${-points}` : `+${points}`
}

/** Only the known words become part of a class name. */
function slug(temperature: string): string {
  return ['hot', 'warm', 'cold', 'disqualified'].includes(temperature) ? temperature : 'other'
}
