import type { CardBooking } from '#server/http/api-type.ts'

/** When they meet, in the reader's time and the visitor's. */
export function CardMeeting({ booking }: { readonly booking: CardBooking | null }) {
  if (!booking) return null
  const { startsAt, endsAt, owner, place, status, timeZone, letters } = booking
  const minutes = Math.round((endsAt - startsAt) / 60_000)
  return (
    <section>
      <h3>Meeting</h3>
      <dl class="facts">
        <dt>When</dt>
        <dd>
          {status === 'cancelled' ? <s>{format(startsAt)}</s> : <strong>{format(startsAt)}</strong>}, {minutes} minutes
          {status === 'cancelled' && ' · cancelled'}
        </dd>
        <dt>For them</dt>
        <dd class="number">{format(startsAt, timeZone)}</dd>
        <dt>With</dt>
        <dd>{owner}</dd>
        {place && (
          <>
            <dt>Where</dt>
            <dd>{/^https?:\/\/\S+$/.test(place) ? <a href={place}>{place}</a> : place}</dd>
          </>
        )}
      </dl>
      {letters.dead > 0 && (
        <p class="notice" data-tone="bad">
          The mail server did not take {letters.dead === 1 ? 'an invitation' : `${letters.dead} invitations`}. Write to
          them yourself.
        </p>
      )}
      {letters.pending > 0 && <p class="quiet">An invitation is still on its way.</p>}
    </section>
  )
}

function format(at: number, timeZone?: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  try {
    const text = new Intl.DateTimeFormat('en-GB', { ...options, ...(timeZone ? { timeZone } : {}) }).format(at)
    return timeZone ? `${text} · ${timeZone.replaceAll('_', ' ')}` : text
  } catch {
    return format(at) // a browser may send a zone that this one does not know
  }
}
