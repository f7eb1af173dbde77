import { html } from 'hono/html'
import { sayDay, sayTime, sayWhen } from '../booking/say-when.ts'
import type { BookingTable } from '../store/schema.ts'

interface BookingPageInput {
  readonly booking: BookingTable
  readonly visitor: string
  /** Free times, soonest first. */
  readonly slots: readonly number[]
  /** It can still be moved or cancelled. */
  readonly open: boolean
  readonly problem: string | undefined
}

/** Days shown at once; the others wait behind one press. */
const DAYS = 5

/** The page at which a visitor moves or cancels a meeting. Works without a script. */
export function renderBookingPage({ booking, visitor, slots, open, problem }: BookingPageInput): string {
  const reader = { locale: booking.locale, timeZone: booking.time_zone }
  const title = booking.status === 'cancelled' ? 'Meeting cancelled' : `Meeting with ${booking.owner_name}`
  const days = [...Map.groupBy(slots, slot => sayDay(slot, reader))]
  const rest = days.slice(DAYS)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/booking-page.css">
</head>
<body>
<main>
  <h1>${title}</h1>
  ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
  <dl>
    <div><dt>When</dt><dd class="${booking.status}">${sayWhen(booking.starts_at, reader)}</dd></div>
    <div><dt>Who</dt><dd dir="auto">${booking.owner_name}, ${visitor}</dd></div>
    ${booking.place ? html`<div><dt>Where</dt><dd dir="auto">${place(booking.place)}</dd></div>` : ''}
  </dl>
  ${booking.status === 'cancelled' ? html`<p class="quiet">Both of you were told. Nothing is left to do.</p>` : ''}
  ${
    open
      ? html`<form method="post" class="acts">
    <button name="do" value="cancel">Cancel this meeting</button>
  </form>
  <section>
    <h2>Move it to another time</h2>
    <p class="quiet">Shown in your time: ${booking.time_zone.replaceAll('_', ' ')}.</p>
    ${days.length === 0 ? html`<p>No other time is free just now. Answer the invitation, and ${booking.owner_name} will find one.</p>` : ''}
    <form method="post">
      ${days.slice(0, DAYS).map(renderDay(reader))}
      ${rest.length > 0 ? html`<details><summary>${rest.length} more ${rest.length === 1 ? 'day' : 'days'}</summary>${rest.map(renderDay(reader))}</details>` : ''}
    </form>
  </section>`
      : ''
  }
</main>
</body>
</html>
`
  return String(page)
}

function renderDay(reader: { readonly locale: string; readonly timeZone: string }) {
  return ([day, slots]: readonly [string, readonly number[]]) => html`<fieldset><legend>${day}</legend>
        <div class="times">${slots.map(slot => html`<button name="at" value="${slot}">${sayTime(slot, reader)}</button>`)}</div></fieldset>`
}

/** Settings are the company's own, but only web addresses become links. */
function place(text: string) {
  return /^https?:\/\/\S+$/.test(text) ? html`<a href="${text}" rel="noopener noreferrer">${text}</a>` : text
}
