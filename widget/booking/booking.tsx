import { useMemo } from 'preact/hooks'
import { safeUrl } from '../safe-url.ts'
import { Icon } from '../views/icon.tsx'
import { adoptBookingStyles } from './adopt-styles.ts'
import { type BookingProps, guestOf } from './booking-props.ts'
import { bookingWords } from './booking-words.ts'
import { CalendarFrame } from './calendar-frame.tsx'
import { calendarAt } from './calendars.ts'
import { FreeTimes } from './free-times.tsx'

/** The owner's calendar inside the conversation: the one of their tool, or free times of Parley's own. */
export function Booking(props: BookingProps) {
  const { talk, step, words, send } = props
  const own = bookingWords(talk.player.flow.locale)
  const offer = talk.decisions.at(-1)?.offer
  const link = safeUrl(offer?.bookingUrl)
  const calendar = useMemo(() => (link ? calendarAt(link, guestOf(talk), location.hostname) : undefined), [link])
  const give = (type: 'booked' | 'skipped' | 'clicked') => send({ type: 'gave', body: { type, step: step.id } })
  return (
    <div class="booking" ref={adoptBookingStyles}>
      {calendar && <CalendarFrame calendar={calendar} title={own.calendar} onBooked={() => give('booked')} />}
      {offer?.slots && <FreeTimes {...props} own={own} onBooked={() => give('booked')} />}
      <div class="row ways">
        {link && (
          <a
            class={calendar ? 'quiet' : 'main'}
            href={link}
            target="_blank"
            rel="noopener"
            // After the click is through: the link goes away with the step.
            onClick={() => setTimeout(give, 0, 'clicked')}
          >
            {calendar ? own.elsewhere : words.book}
            <Icon d="M8 16 17 7M9 7h8v8" />
          </a>
        )}
        <button type="button" class="quiet" onClick={() => give('skipped')}>
          {words.notNow}
        </button>
      </div>
    </div>
  )
}
