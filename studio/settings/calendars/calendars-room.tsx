import { useState } from 'preact/hooks'
import type { CalendarsAnswer, PersonCalendar } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { me } from '../../me.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { CalendarForm } from './calendar-form.tsx'

/** When each salesperson takes meetings. */
export function CalendarsRoom() {
  const { data, error, reload, replace } = useLoad('calendars', () => get<CalendarsAnswer>('/calendars'))
  const [wanted, setWanted] = useState<string>()
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  const { people, mailed } = data
  const person = people.find(({ email }) => email === (wanted ?? me.value?.user.email.toLowerCase())) ?? people[0]
  return (
    <>
      <p class="quiet">
        Where somebody has no booking link of a calendar tool, visitors who are sent to sales pick one of these times.{' '}
        {mailed
          ? 'Both get the invitation by mail.'
          : 'No mail server is set (SMTP_URL), so visitors get the invitation as a file, and you see the meeting on the lead card.'}
      </p>
      {people.length === 0 && (
        <p class="panel setting">Nobody gets leads yet. Add people to the routing of a flow first.</p>
      )}
      {person && (
        <div class="calendars">
          <nav class="panel" aria-label="People">
            <ul>
              {people.map(one => (
                <li key={one.email}>
                  <button
                    type="button"
                    aria-current={one.email === person.email ? 'true' : undefined}
                    onClick={() => setWanted(one.email)}
                  >
                    <span>{one.name}</span>
                    <small>{stateOf(one)}</small>
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <CalendarForm
            key={person.email}
            person={person}
            onSaved={saved =>
              replace({ ...data, people: people.map(one => (one.email === saved.email ? saved : one)) })
            }
          />
        </div>
      )}
    </>
  )
}

function stateOf({ bookingUrl, settings, ahead }: PersonCalendar): string {
  if (bookingUrl) return `Own link: ${URL.parse(bookingUrl)?.host ?? bookingUrl}`
  if (!settings.enabled) return 'Takes no bookings'
  return ahead === 0 ? 'Open for bookings' : `${ahead} ${ahead === 1 ? 'meeting' : 'meetings'} ahead`
}
