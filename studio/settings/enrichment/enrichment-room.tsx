import { useState } from 'preact/hooks'
import type { EnrichmentState, Lookup } from '#server/http/api-type.ts'
import { get, put } from '../../api.ts'
import { may } from '../../me.ts'
import { fail, tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { Moment } from '../../ui/when.tsx'

const TONES = { done: 'good', pending: 'warn', skipped: undefined, failed: 'bad' } as const
const STATUS = { done: 'Found', pending: 'Waits', skipped: 'Left out', failed: 'Nothing' } as const

/** What is looked up about companies, whether that is on, and what came of it. */
export function EnrichmentRoom() {
  const { data, error, reload, replace } = useLoad('enrichment', () => get<EnrichmentState>('/enrichment'))
  const [busy, setBusy] = useState(false)
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  const turn = async (id: string, on: boolean) => {
    setBusy(true)
    try {
      const enabled = data.enrichers.filter(one => (one.id === id ? on : one.enabled)).map(one => one.id)
      replace(await put<EnrichmentState>('/enrichment', { enabled }))
      tell(
        on
          ? 'On. Companies of new leads are looked up; those of the newest 500 follow.'
          : 'Off. Nothing is looked up any more.',
      )
    } catch (problem) {
      fail(problem)
    } finally {
      setBusy(false)
    }
  }
  const { pending, done, failed, skipped } = data.counts
  return (
    <>
      <p class="quiet">
        After a lead is stored, Parley can look its company up. What it finds counts as facts in score, segments and
        routing; what the person, sales or your CRM say always beats it.
      </p>
      {data.enrichers.map(({ id, title, description, enabled }) => (
        <section key={id} class="panel setting">
          <label class="choice">
            <input
              type="checkbox"
              checked={enabled}
              disabled={!may('manage_site') || busy}
              onChange={event => void turn(id, event.currentTarget.checked)}
            />
            <span>
              <strong>{title}</strong>
              <small>{description}</small>
            </span>
          </label>
        </section>
      ))}
      {data.lookups.length > 0 && (
        <section class="stack" data-tight>
          <h2>Looked up</h2>
          <p class="quiet number">
            {done} found · {pending} waiting · {skipped} left out · {failed} without an answer
          </p>
          <div class="panel table-wrap">
            <table class="data-table">
              <thead>
                <tr>
                  <th scope="col">Lead</th>
                  <th scope="col">Looked at</th>
                  <th scope="col">Result</th>
                  <th scope="col">What it says</th>
                </tr>
              </thead>
              <tbody>
                {data.lookups.map(lookup => (
                  <Row key={`${lookup.lead.id}/${lookup.enricher}`} lookup={lookup} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  )
}

function Row({ lookup }: { readonly lookup: Lookup }) {
  const { lead, subject, status, reason, findings, at } = lookup
  return (
    <tr>
      <th scope="row">
        <a href={`/studio/leads/${lead.id}`}>{lead.name ?? subject}</a>
      </th>
      <td>
        {subject}
        <br />
        <span class="quiet">
          <Moment at={at} />
        </span>
      </td>
      <td>
        <span class="tag" data-tone={TONES[status]}>
          {STATUS[status]}
        </span>
      </td>
      <td>
        {reason}
        {status === 'done' && findings.length === 0 && <span class="quiet">The page says nothing of itself.</span>}
        {findings.map(({ fact, value, evidence }) => (
          <div key={fact} title={`${evidence.place} of ${evidence.url}: ${evidence.text}`}>
            <span class="quiet">{fact.replace('company.', '')}</span>{' '}
            {Array.isArray(value) ? value.join(', ') : String(value)}
          </div>
        ))}
      </td>
    </tr>
  )
}
