import { html } from 'hono/html'
import { directionOf, meetingWords } from '../booking/meeting-words.ts'
import { sayDay, sayTime, sayWhen } from '../booking/say-when.ts'
import type { BookingTable } from '../store/booking-tables.ts'

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
  const words = meetingWords(booking.locale)
  const withOwner = (text: string) => text.replace('{who}', () => booking.owner_name)
  const title = booking.status === 'cancelled' ? words.titleCancelled : withOwner(words.title)
  const days = [...Map.groupBy(slots, slot => sayDay(slot, reader))]
  const rest = days.slice(DAYS)
  const page = html`<!doctype html>
<html lang="${booking.locale}" dir="${directionOf(booking.locale)}">
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
    <div><dt>${words.when}</dt><dd class="${booking.status}">${sayWhen(booking.starts_at, reader)}</dd></div>
    <div><dt>${words.people}</dt><dd dir="auto">${booking.owner_name}, ${visitor}</dd></div>
    ${booking.place ? html`<div><dt>${words.where}</dt><dd dir="auto">${place(booking.place)}</dd></div>` : ''}
  </dl>
  ${booking.status === 'cancelled' ? html`<p class="quiet">${words.done}</p>` : ''}
  ${
    open
      ? html`<form method="post" class="acts">
    <button name="do" value="cancel">${words.cancel}</button>
  </form>
  <section>
    <h2>${words.move}</h2>
    <p class="quiet">${words.zone.replace('{zone}', () => booking.time_zone.replaceAll('_', ' '))}</p>
    ${days.length === 0 ? html`<p>${withOwner(words.none)}</p>` : ''}
    <form method="post">
      ${days.slice(0, DAYS).map(renderDay(reader))}
      ${rest.length > 0 ? html`<details><summary>${words.more.replace('{n}', String(rest.length))}</summary>${rest.map(renderDay(reader))}</details>` : ''}
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
