import { useState } from 'preact/hooks'
import type { NurtureSettings } from '#server/http/api-type.ts'
import { put, RequestFailed } from '../api.ts'
import { may } from '../me.ts'
import { NumberField } from '../ui/number-field.tsx'
import { TextAreaField } from '../ui/text-area-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { tell } from '../ui/toast.tsx'
import type { NurtureRoomProps } from './nurture-page.tsx'

const DAYS = [
  ['mon', 'Mon'],
  ['tue', 'Tue'],
  ['wed', 'Wed'],
  ['thu', 'Thu'],
  ['fri', 'Fri'],
  ['sat', 'Sat'],
  ['sun', 'Sun'],
] as const

/** When people may get mail, how much, and the switch that stops it all. */
export function SendingRoom({ options, onOptions }: NurtureRoomProps) {
  const [settings, setSettings] = useState(options.settings)
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<NurtureSettings>) => setSettings({ ...settings, ...part })
  const changed = JSON.stringify(settings) !== JSON.stringify(options.settings)
  const allowed = may('edit_flows')

  const save = async (next: NurtureSettings, said: string) => {
    setBusy(true)
    setProblems({})
    try {
      const saved = await put<NurtureSettings>('/nurture', next)
      setSettings(saved)
      onOptions({ ...options, settings: saved })
      tell(said)
    } catch (error) {
      setProblems(explain(error))
    } finally {
      setBusy(false)
    }
  }
  const toggle = (day: NurtureSettings['days'][number]) => {
    const days = DAYS.map(([id]) => id).filter(id =>
      id === day ? !settings.days.includes(id) : settings.days.includes(id),
    )
    if (days.length > 0) change({ days })
  }
  return (
    <>
      <section class="panel setting pause" data-paused={options.settings.paused ? '' : undefined}>
        <div>
          <h2>{options.settings.paused ? 'Everything is paused' : 'Automations are working'}</h2>
          <p class="quiet">
            While paused nothing is sent or changed; what falls due waits, and mails that waited longer than 14 days are
            left out.
          </p>
        </div>
        {allowed && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => {
              const paused = !options.settings.paused
              void save({ ...options.settings, paused }, paused ? 'Paused. Nothing goes out.' : 'Working again.')
            }}
          >
            {options.settings.paused ? 'Go on' : 'Pause everything'}
          </button>
        )}
      </section>
      <form
        class="panel setting"
        onSubmit={event => {
          event.preventDefault()
          void save(settings, 'Saved. It counts from now on.')
        }}
      >
        <h2>Mail to leads</h2>
        <fieldset class="plain" disabled={!allowed || busy}>
          <fieldset class="stack" data-tight>
            <legend class="label">Days, where they are</legend>
            <div class="row">
              {DAYS.map(([day, label]) => (
                <button
                  type="button"
                  key={day}
                  class="chip"
                  aria-pressed={settings.days.includes(day)}
                  onClick={() => toggle(day)}
                >
                  {label}
                </button>
              ))}
            </div>
          </fieldset>
          <div class="sending-numbers">
            <TimeField label="From" value={settings.from} error={problems.from} onTime={from => change({ from })} />
            <TimeField label="Until" value={settings.to} error={problems.to} onTime={to => change({ to })} />
            <NumberField
              label="At most"
              unit="mails a day each"
              min={1}
              max={20}
              value={settings.mailsPerDay}
              onNumber={mailsPerDay => mailsPerDay !== null && change({ mailsPerDay })}
            />
          </div>
          <TextField
            label="Time zone for people whose own is not known"
            hint="Such as Europe/Berlin. Everybody else is written to by the clocks where they are."
            required
            value={settings.timeZone}
            error={problems.timeZone}
            onText={timeZone => change({ timeZone })}
          />
          <TextAreaField
            label="Who sends it"
            hint="Stands under each mail: your company and its postal address. Many countries want it there."
            rows={2}
            maxLength={500}
            value={settings.imprint}
            error={problems.imprint}
            onText={imprint => change({ imprint })}
          />
          <label class="choice">
            <input
              type="checkbox"
              checked={settings.countClicks}
              onChange={event => change({ countClicks: event.currentTarget.checked })}
            />
            <span>
              Count who follows which link
              <small>Links lead over Parley, and a click may add to the score. Opens are never counted.</small>
            </span>
          </label>
          {problems.other && (
            <p class="notice" data-tone="bad" role="alert">
              {problems.other}
            </p>
          )}
          {allowed && (
            <div>
              <button type="submit" class="button" data-look="main" disabled={!changed || busy}>
                Save
              </button>
            </div>
          )}
        </fieldset>
      </form>
    </>
  )
}

interface TimeFieldProps {
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly onTime: (time: string) => void
}

/** The browser's own field knows no 24:00: midnight at the end of a day is written as 23:59 there. */
function TimeField({ label, value, error, onTime }: TimeFieldProps) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      <input
        class="input number"
        type="time"
        required
        aria-invalid={error ? 'true' : undefined}
        value={value === '24:00' ? '23:59' : value}
        onInput={event => onTime(event.currentTarget.value)}
      />
      {error && <span class="error">{error}</span>}
    </label>
  )
}

function explain(error: unknown): Record<string, string> {
  if (!(error instanceof RequestFailed)) return { other: 'Something went wrong. Try again.' }
  const problems: Record<string, string> = {}
  for (const { pointer, message } of error.errors) {
    const part = pointer.split('/')[1] ?? ''
    problems[['from', 'to', 'timeZone', 'imprint'].includes(part) ? part : 'other'] ??= message
  }
  return Object.keys(problems).length > 0 ? problems : { other: error.message }
}
