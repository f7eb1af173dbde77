import { html } from 'hono/html'
import { REJECT_REASONS, REJECTIONS } from '#flows/reject-reasons.ts'
import type { LeadTable } from '../store/lead-tables.ts'

interface VerdictPageInput {
  readonly verdict: 'accept' | 'reject'
  readonly lead: Pick<LeadTable, 'name' | 'email' | 'company' | 'email_domain' | 'score' | 'stage'>
  /** Way to the lead's card. */
  readonly card: string
  /** `done`: the verdict was just written. `stale`: it can no longer be given by this link. */
  readonly state: 'asking' | 'done' | 'stale'
  /** What stands in the way, in words. */
  readonly problem?: string | undefined
}

/** The page behind a link of an alert: says what will happen and waits for the press. Works without a script. */
export function renderVerdictPage({ verdict, lead, card, state, problem }: VerdictPageInput): string {
  const person = lead.name ?? lead.email
  const title = titleOf(verdict, state, person)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/booking-page.css">
<link rel="stylesheet" href="/verdict-page.css">
</head>
<body>
<main>
  <h1 dir="auto">${title}</h1>
  ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
  <dl>
    <div><dt>Who</dt><dd dir="auto">${person}, ${lead.company ?? lead.email_domain}</dd></div>
    <div><dt>Score</dt><dd>${Math.round(lead.score)}</dd></div>
  </dl>
  ${state === 'asking' ? (verdict === 'accept' ? acceptForm() : rejectForm()) : ''}
  <p class="quiet"><a href="${card}">Open the lead card</a></p>
</main>
</body>
</html>
`
  return String(page)
}

function titleOf(verdict: 'accept' | 'reject', state: VerdictPageInput['state'], person: string): string {
  if (state === 'asking') return verdict === 'accept' ? `Accept ${person}?` : `Reject ${person}?`
  if (state === 'stale') return 'This link has done its work'
  return verdict === 'accept' ? `${person} is yours` : `${person} is off your list`
}

function acceptForm() {
  return html`<form method="post"><button class="main">Accept lead</button></form>`
}

function rejectForm() {
  return html`<form method="post">
    <fieldset class="reasons">
      <legend>Why?</legend>
      ${REJECT_REASONS.map(reason => html`<label><input type="radio" name="reason" value="${reason}" required> ${REJECTIONS[reason]}</label>`)}
    </fieldset>
    <label class="note">Note for marketing <input name="note" maxlength="1000" autocomplete="off"></label>
    <label class="hold"><input type="checkbox" name="hold" value="yes"> Hold instead: marketing keeps in touch until it is time</label>
    <button class="main">Reject lead</button>
  </form>`
}
