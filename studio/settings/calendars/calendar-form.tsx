import { useState } from 'preact/hooks'
import type { CalendarSettings, PersonCalendar } from '#server/http/api-type.ts'
import { put, RequestFailed } from '../../api.ts'
import { may, me } from '../../me.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { HoursEditor } from './hours-editor.tsx'

interface CalendarFormProps {
  readonly person: PersonCalendar
  readonly onSaved: (person: PersonCalendar) => void
}

/** One person's working hours and the rules of booking. Counts from the moment it is saved; what is booked stays. */
export function CalendarForm({ person, onSaved }: CalendarFormProps) {
  const [settings, setSettings] = useState(person.settings)
  const [holidays, setHolidays] = useState(person.settings.holidays.join('\n'))
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const allowed = may('manage_site') || me.value?.user.email.toLowerCase() === person.email
  const change = (part: Partial<CalendarSettings>) => setSettings({ ...settings, ...part })
  const whole = { ...settings, holidays: holidays.split(/[\s,]+/).filter(Boolean) }
  const changed = JSON.stringify(whole) !== JSON.stringify(person.settings)

  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblems({})
    try {
      onSaved(await put<PersonCalendar>(`/calendars/${encodeURIComponent(person.email)}`, whole))
      tell('Saved. Visitors see these times from now on.')
    } catch (error) {
      setProblems(explain(error))
    } finally {
      setBusy(false)
    }
  }
  const number = (name: 'slotMinutes' | 'bufferMinutes' | 'noticeHours' | 'daysAhead') => ({
    value: settings[name],
    onNumber: (value: number | null) => value !== null && change({ [name]: value }),
  })
  return (
    <form class="panel setting" onSubmit={save}>
      <h2>{person.name}</h2>
      {person.bookingUrl && (
        <p class="notice">
          Visitors are sent to {person.bookingUrl}. These hours count once that link is taken out of the routing.
        </p>
      )}
      <fieldset class="plain" disabled={!allowed || busy}>
        <label class="choice">
          <input
            type="checkbox"
            checked={settings.enabled}
            onChange={event => change({ enabled: event.currentTarget.checked })}
          />
          <span>
            Take bookings
            <small>Off: nobody is offered a time.</small>
          </span>
        </label>
        <TextField
          label="Time zone"
          required
          value={settings.timeZone}
          error={problems.timeZone}
          hint="Such as Europe/Berlin."
          onText={timeZone => change({ timeZone })}
        />
        <HoursEditor hours={settings.hours} error={problems.hours} onHours={hours => change({ hours })} />
        <div class="booking-numbers">
          <NumberField label="Length" unit="minutes" min={10} max={240} step={5} {...number('slotMinutes')} />
          <NumberField label="Free after each" unit="minutes" min={0} max={120} step={5} {...number('bufferMinutes')} />
          <NumberField label="Shortest notice" unit="hours" min={0} max={336} {...number('noticeHours')} />
          <NumberField label="Days ahead" unit="days" min={1} max={60} {...number('daysAhead')} />
        </div>
        <TextField
          label="Where you meet"
          maxLength={300}
          value={settings.place}
          error={problems.place}
          hint="A video link, or words such as “We call you”. Stands in the invitation."
          onText={place => change({ place })}
        />
        <TextAreaField
          label="Days off"
          hint="One a line, such as 2026-12-24."
          rows={3}
          value={holidays}
          error={problems.holidays}
          onText={setHolidays}
        />
        {problems.other && (
          <p class="notice" data-tone="bad" role="alert">
            {problems.other}
          </p>
        )}
        {allowed && (
          <div>
            <button type="submit" class="button" data-look="main" disabled={!changed || busy}>
              Save calendar
            </button>
          </div>
        )}
      </fieldset>
    </form>
  )
}

function explain(error: unknown): Record<string, string> {
  if (!(error instanceof RequestFailed)) return { other: 'Something went wrong. Try again.' }
  const problems: Record<string, string> = {}
  for (const { pointer, message } of error.errors) {
    const [, part = ''] = pointer.split('/')
    problems[['timeZone', 'hours', 'place', 'holidays'].includes(part) ? part : 'other'] ??= message
  }
  return Object.keys(problems).length > 0 ? problems : { other: error.message }
}
