import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Booking } from '#flows/api.ts'
import type { Conversation } from '../conversation.ts'
import type { Talk } from '../talk.ts'
import { Icon } from '../views/icon.tsx'
import { adoptBookingStyles } from './adopt-styles.ts'
import { guestOf } from './booking-props.ts'
import { bookingWords, put } from './booking-words.ts'
import { createTimeWriter } from './say-time.ts'
import { knownBooking, loadTimes } from './times-client.ts'

/** What was booked: when, that the invitation is on its way, and the way to change it. */
export function Booked({ conversation, talk }: { readonly conversation: Conversation; readonly talk: Talk }) {
  const [booking, setBooking] = useState<Booking | null | undefined>(() => knownBooking(conversation))
  const { locale } = talk.player.flow
  const words = bookingWords(locale)
  const writer = useMemo(() => createTimeWriter(locale), [])
  useEffect(() => {
    // After a reload.
    if (!booking)
      loadTimes(conversation).then(
        times => setBooking(times.booking),
        () => {},
      )
  }, [])
  if (!booking) return null
  const { email = '' } = guestOf(talk)
  return (
    <div class="booked" ref={adoptBookingStyles}>
      <p class="when">
        <Icon d="M5 12l5 5 9-10" />
        <span>
          <b>{writer.day(booking.startsAt)}</b>
          <span>
            {writer.time(booking.startsAt)}–{writer.time(booking.endsAt)}, {writer.zone}
          </span>
        </span>
      </p>
      <p class="small">{booking.mailed ? put(words.mailed, email) : words.unmailed}</p>
      <div class="row">
        <a class={booking.mailed ? 'quiet' : 'main'} href={`${booking.manageUrl}.ics`} download="">
          {words.file}
        </a>
        <a class="quiet" href={booking.manageUrl} target="_blank" rel="noopener noreferrer">
          {words.change}
        </a>
      </div>
    </div>
  )
}
