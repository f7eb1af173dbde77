import './card-facts.css'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { LeadRow, Logged, LoggedActivity, LogRequest, TimelineEntry } from '#server/http/api-type.ts'
import { post, request } from '../api.ts'
import { fail, tell } from '../ui/toast.tsx'

interface CardLogProps {
  readonly leadId: string
  readonly onLogged: (row: LeadRow) => void
}

const KINDS: readonly { readonly id: Logged; readonly label: string; readonly ask: string; readonly done: string }[] = [
  { id: 'call', label: 'Call', ask: 'What came of it?', done: 'Call noted' },
  { id: 'called', label: 'They called', ask: 'What did they want?', done: 'Call noted' },
  { id: 'meeting', label: 'Meeting', ask: 'What was it about?', done: 'Meeting noted' },
  { id: 'email', label: 'E-mail', ask: 'Subject', done: 'E-mail noted' },
  { id: 'trade_show', label: 'Trade show', ask: 'Which one, and what was said?', done: 'Noted' },
  { id: 'note', label: 'Note', ask: 'What should others know?', done: 'Note kept' },
]

/** Notes down what was done with a lead, on its day. It counts for the score at once. */
export function CardLog({ leadId, onLogged }: CardLogProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const take = async (said: LogRequest, done: string) => {
    try {
      const { row, activity } = await post<LoggedActivity>(`/leads/${leadId}/activity`, said)
      onLogged(row)
      close()
      tell(done, () => void unlog(leadId, activity).then(onLogged, fail))
    } catch (error) {
      fail(error)
    }
  }
  return (
    <>
      <button type="button" class="button" ref={button} aria-expanded={open} onClick={() => setOpen(!open)}>
        Log…
      </button>
      {open && <LogForm onLog={take} onCancel={close} />}
    </>
  )
}

/** Takes back what somebody noted down. */
export function unlog(leadId: string, activity: string): Promise<LeadRow> {
  return request<LeadRow>('DELETE', `/leads/${leadId}/activity/${encodeURIComponent(activity)}`)
}

/** What a person noted down, as the timeline has it. */
export type LoggedEntry = Extract<TimelineEntry, { kind: 'activity' }> & { readonly log: string }

const WHAT: Readonly<Record<string, Logged>> = {
  call_made: 'call',
  call_received: 'called',
  meeting_held: 'meeting',
  email_sent: 'email',
  trade_show_met: 'trade_show',
}

/** Notes it down once more, after it was taken back. */
export async function logAgain(leadId: string, { type, about, at }: LoggedEntry): Promise<LeadRow> {
  const said: LogRequest = { what: WHAT[type] ?? 'note', at, ...(about && { text: about }) }
  return (await post<LoggedActivity>(`/leads/${leadId}/activity`, said)).row
}

interface LogFormProps {
  readonly onLog: (said: LogRequest, done: string) => Promise<void>
  readonly onCancel: () => void
}

function LogForm({ onLog, onCancel }: LogFormProps) {
  const [kind, setKind] = useState(KINDS[0])
  const [text, setText] = useState('')
  const today = dayOf(Date.now())
  const [day, setDay] = useState(today)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // Before it is painted: whoever sees it may type.
  useLayoutEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    form.current?.querySelector<HTMLElement>('textarea')?.focus()
  }, [])
  if (!kind) return null
  const isReady = day !== '' && day <= today && (kind.id !== 'note' || text.trim() !== '')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!isReady) return
    setBusy(true)
    const said = text.trim()
    await onLog(
      {
        what: kind.id,
        ...(said && { text: said }),
        ...(day !== today && { at: new Date(`${day}T12:00`).getTime() }),
      },
      kind.done,
    )
    setBusy(false)
  }
  return (
    <form
      class="log-form"
      ref={form}
      aria-label="Log what was done"
      onSubmit={event => void submit(event)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <fieldset>
        <legend class="visually-hidden">What was it?</legend>
        {KINDS.map(one => (
          <button
            type="button"
            class="chip"
            key={one.id}
            aria-pressed={one.id === kind.id}
            onClick={() => setKind(one)}
          >
            {one.label}
          </button>
        ))}
      </fieldset>
      <textarea
        class="input"
        aria-label={kind.ask}
        placeholder={kind.ask}
        maxLength={500}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <label class="field">
        <span class="label">Day</span>
        <input
          class="input"
          data-size="small"
          type="date"
          max={today}
          value={day}
          onInput={event => setDay(event.currentTarget.value)}
        />
      </label>
      <div class="dialog-actions">
        <button type="button" class="button" data-size="small" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="button" data-size="small" data-look="main" disabled={busy || !isReady}>
          Log it
        </button>
      </div>
    </form>
  )
}

/** As date inputs write it, in the time zone of whoever looks. */
function dayOf(at: number): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
