import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Automation, LogEntry, LogStep } from '#server/http/api-type.ts'
import { get, query } from '../api.ts'
import { fail } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { Moment } from '../ui/when.tsx'

const PAGE = 50
const TONES = { done: 'good', pending: 'warn', dead: 'bad', skipped: undefined, cancelled: undefined } as const
const STATUS = {
  done: 'Done',
  pending: 'Waits',
  dead: 'Given up',
  skipped: 'Left out',
  cancelled: 'Cancelled',
} as const

/** What fired for whom and why, and why not. */
export function LogRoom() {
  const location = useLocation()
  const { automation, fired } = location.query
  const address = query({ automation, fired })
  const { data: automations } = useLoad('automations', () => get<readonly Automation[]>('/automations'))
  const { data, error, reload, replace } = useLoad(`log${address}`, () =>
    get<readonly LogEntry[]>(`/automation-log${address}`),
  )
  const [ended, setEnded] = useState(false)
  useEffect(() => setEnded(false), [address])
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  const filter = (next: { automation?: string | undefined; fired?: string | undefined }) =>
    location.route(`/studio/nurture/log${query({ automation, fired, ...next })}`, true)
  const more = async () => {
    try {
      const before = data.at(-1)?.id
      const page = await get<readonly LogEntry[]>(`/automation-log${query({ automation, fired, before })}`)
      replace([...data, ...page])
      setEnded(page.length < PAGE)
    } catch (problem) {
      fail(problem)
    }
  }
  return (
    <>
      <div class="row">
        <select
          class="input log-automation"
          data-size="small"
          aria-label="Which automation"
          value={automation ?? ''}
          onChange={event => filter({ automation: event.currentTarget.value || undefined })}
        >
          <option value="">All automations</option>
          {automations?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        {(
          [
            [undefined, 'All'],
            ['yes', 'Fired'],
            ['no', 'Did not fire'],
          ] as const
        ).map(([value, label]) => (
          <button
            type="button"
            key={label}
            class="chip"
            aria-pressed={fired === value}
            onClick={() => filter({ fired: value })}
          >
            {label}
          </button>
        ))}
      </div>
      {data.length === 0 ? (
        <p class="quiet">Nothing yet. Each look of an automation at a lead stands here, with its reason.</p>
      ) : (
        <ol class="panel log">
          {data.map(entry => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {data.length >= PAGE && !ended && (
        <div>
          <button type="button" class="button" onClick={() => void more()}>
            Show older
          </button>
        </div>
      )}
    </>
  )
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const { automation, lead, seen, fired, reason, steps, at } = entry
  return (
    <li>
      <div class="log-when quiet">
        <Moment at={at} />
      </div>
      <div class="log-what">
        <p>
          {lead.email === null ? (
            <span class="quiet">A lead that is gone</span>
          ) : (
            <a href={`/studio/leads/${lead.id}`}>{lead.name ?? lead.email}</a>
          )}{' '}
          <span class="quiet">· {automation.name ?? 'An automation that was removed'}</span>
        </p>
        <p>
          {seen}.{!fired && reason && <span class="quiet"> Did not fire: {lowerFirst(reason)}</span>}
        </p>
        {steps.length > 0 && (
          <ul>
            {steps.map((step, index) => (
              <li key={index}>
                <span class="tag" data-tone={TONES[step.status]}>
                  {STATUS[step.status]}
                </span>
                <span>
                  {step.what}
                  <StepNote step={step} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

function StepNote({ step: { status, reason, at } }: { readonly step: LogStep }) {
  if (status === 'done') {
    return (
      <span class="quiet">
        {', '}
        <Moment at={at} />
      </span>
    )
  }
  return (
    <span class="quiet">
      {reason && ` · ${reason}`}
      {status === 'pending' && (
        <>
          {' '}
          Next try <Moment at={at} />.
        </>
      )}
    </span>
  )
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
