import { html } from 'hono/html'
import type { Offer } from '#flows/api.ts'
import type { BookStep } from '#flows/flow.ts'
import { loadSlots } from '../../booking/book.ts'
import { findBooking, toBooking } from '../../booking/bookings.ts'
import { sayDay, sayTime, sayWhen } from '../../booking/say-when.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import type { Markup } from './plain-field.ts'
import { hiddenFields, type PlainView, promised, sayIn } from './plain-view.ts'
import type { PlainVisit } from './plain-visit.ts'

/** Days with free times that are shown: who needs a later one writes. */
const DAYS = 6

/** Free times of the owner, in the owner's own time zone: without script nobody knows the visitor's. */
export interface FreeTimes {
  readonly slots: readonly number[]
  readonly timeZone: string
}

/** Times to book right here, where the decision offered some; none any more when the owner stopped taking meetings. */
export async function freeTimesOf(
  deps: Pick<Deps, 'store' | 'now'>,
  { session, offer }: PlainVisit,
): Promise<FreeTimes | undefined> {
  if (!session || !offer?.slots) return undefined
  try {
    const { host, slots } = await loadSlots(deps, session.row)
    return slots.length > 0 ? { slots, timeZone: host.settings.timeZone } : undefined
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return undefined
    throw error
  }
}

export interface BookingView extends PlainView {
  readonly step: BookStep
  readonly offer: Offer | undefined
  readonly times: FreeTimes | undefined
  /** The time that was picked went to somebody else. */
  readonly taken: boolean
}

/** A time with somebody: one of the free ones, or the way to their calendar. */
export function bookingView({ flow, played, words, hidden, step, offer, times, taken }: BookingView): Markup {
  const say = sayIn(flow, played)
  const { owner, bookingUrl } = offer ?? {}
  const linked = bookingUrl !== undefined && !times
  return html`<form method="post" class="card">
${promised(played, say)}
<h1>${say(step.text)}</h1>
${owner ? html`<p class="owner"><i aria-hidden="true">${initials(owner.name)}</i><span><b>${owner.name}</b>${owner.title ? html`<span>${owner.title}</span>` : ''}</span></p>` : ''}
${taken ? html`<p class="bad" role="alert">${words.taken}</p>` : ''}
${times ? timesView(times, flow.locale) : ''}
${hiddenFields(hidden)}
<p class="row">${linked ? html`<button class="main" name="act" value="clicked">${words.book}</button>` : ''}
<button class="${linked || times ? 'quiet' : 'main'}" name="act" value="skipped">${linked || times ? words.notNow : words.continue}</button></p>
</form>`
}

function timesView({ slots, timeZone }: FreeTimes, locale: string): Markup {
  const reader = { locale, timeZone }
  const days = [...Map.groupBy(slots, slot => sayDay(slot, reader))].slice(0, DAYS)
  return html`<p class="small zone">${timeZone.replaceAll('_', ' ')}</p><div class="days">${days.map(
    ([day, times], index) => html`<details name="day" ${index === 0 ? 'open' : ''}><summary>${day}</summary>
<div class="chips">${times.map(slot => html`<button class="chip" name="at" value="${slot}">${sayTime(slot, reader)}</button>`)}</div></details>`,
  )}</div>`
}

/** What stands booked, with the way to move or cancel it. */
export async function bookedView({ store, config }: Deps, { session, flow }: PlainVisit): Promise<Markup | ''> {
  const booking = session && (await findBooking(store.db, session.row.workspace_id, session.row.id))
  if (!booking) return ''
  const { manageUrl, owner } = toBooking(booking, config)
  const when = sayWhen(booking.starts_at, { locale: flow.locale, timeZone: booking.time_zone ?? 'UTC' })
  return html`<p class="booked"><a href="${manageUrl}">${when}</a> <span>${owner.name}</span></p>`
}

function initials(name: string): string {
  const parts = name.split(/\s+/)
  return [parts[0], parts.length > 1 ? parts.at(-1) : ''].map(part => [...(part ?? '')][0] ?? '').join('')
}
