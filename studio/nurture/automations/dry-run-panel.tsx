import type { DryRun } from '#server/http/api-type.ts'
import { Moment } from '../../ui/when.tsx'
import { count, whole } from '../../words.ts'

const VERDICTS = { now: 'Now', waits: 'Waits', not: 'No' } as const
const TONES = { now: 'good', waits: 'warn', not: undefined } as const

/** Who would be acted on at this moment, and why others would not. */
export function DryRunPanel({ run, start }: { readonly run: DryRun; readonly start: string }) {
  return (
    <section class="panel setting" aria-live="polite">
      <h2>{titleOf(run)}</h2>
      <p class="quiet">
        Nothing was sent. Once it is on: {start.charAt(0).toLowerCase()}
        {start.slice(1)}
      </p>
      {run.leads.length > 0 && (
        <div class="table-wrap">
          <table class="data-table">
            <thead>
              <tr>
                <th scope="col">Lead</th>
                <th scope="col" class="number">
                  Score
                </th>
                <th scope="col">Would it act</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {run.leads.map(lead => (
                <tr key={lead.id}>
                  <th scope="row">
                    <a href={`/studio/leads/${lead.id}`}>{lead.name ?? lead.email}</a>
                  </th>
                  <td class="number">{whole(lead.score)}</td>
                  <td>
                    <span class="tag" data-tone={TONES[lead.verdict]}>
                      {VERDICTS[lead.verdict]}
                    </span>
                  </td>
                  <td>
                    {lead.reason ?? 'All of it holds.'}
                    {lead.until !== null && (
                      <>
                        {' '}
                        Until <Moment at={lead.until} />.
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function titleOf({ count: found, exact, leads }: DryRun): string {
  if (found === null) return 'Who leaves something is seen only when it happens'
  if (found === 0) return 'Nobody stands there now'
  const shown = found > leads.length ? `, the newest ${leads.length} shown` : ''
  return `${exact ? '' : 'More than '}${count(found, 'lead')} ${found === 1 ? 'stands' : 'stand'} there now${shown}`
}
