import { useState } from 'preact/hooks'
import type { SegmentLeads as Page, SegmentLead, SegmentRow } from '#server/http/api-type.ts'
import { get, query } from '../../api.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { type Column, SortableHead, useSorting } from '../../ui/sorting.tsx'
import { fail } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { When } from '../../ui/when.tsx'
import { STAGES, TEMPERATURES, whole } from '../../words.ts'

interface SegmentLeadsProps {
  readonly segment: SegmentRow
  /** What is shown is that of the saved condition. */
  readonly changed: boolean
}

const COLUMNS: readonly Column<SegmentLead>[] = [
  { id: 'name', label: 'Lead', by: ({ name, email }) => name ?? email },
  { id: 'company', label: 'Company', by: ({ company }) => company },
  { id: 'score', label: 'Score', number: true, by: ({ score }) => score },
  { id: 'temperature', label: 'Temperature', by: ({ temperature }) => temperature },
  { id: 'stage', label: 'Stage', by: ({ stage }) => stage },
  { id: 'created', label: 'Came', by: ({ createdAt }) => createdAt },
]

/** Who is in a segment now, newest first, and the way out as CSV. */
export function SegmentLeads({ segment, changed }: SegmentLeadsProps) {
  const load = (before?: string) => get<Page>(`/segments/${segment.id}/leads${query({ before })}`)
  const { data, error, reload, replace } = useLoad(segment.id, () => load())
  const [busy, setBusy] = useState(false)
  const { sorted, sorting, sortBy } = useSorting(data?.leads ?? [], COLUMNS, { column: '', down: false })
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  const more = async () => {
    setBusy(true)
    try {
      const page = await load(data.next ?? undefined)
      replace({ leads: [...data.leads, ...page.leads], next: page.next })
    } catch (problem) {
      fail(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section class="stack" data-tight>
      <header class="row" data-spread>
        <h2>Who is in it</h2>
        {may('export_leads') && data.leads.length > 0 && (
          <a class="button" data-size="small" href={`/api/segments/${segment.id}/leads.csv`} download>
            <Icon name="download" />
            Export CSV
          </a>
        )}
      </header>
      {changed && <p class="quiet">These are those of the saved condition.</p>}
      {data.leads.length === 0 ? (
        <p class="quiet">Nobody at this moment.</p>
      ) : (
        <div class="panel table-wrap">
          <table class="data-table">
            <SortableHead columns={COLUMNS} sorting={sorting} onSort={sortBy} />
            <tbody>
              {sorted.map(lead => (
                <tr key={lead.id}>
                  <th scope="row">
                    <a href={`/studio/leads/${lead.id}`}>{lead.name ?? lead.email}</a>
                  </th>
                  <td>{lead.company ?? <span class="quiet">{lead.email.split('@')[1]}</span>}</td>
                  <td class="number">{whole(lead.score)}</td>
                  <td>
                    <span class="tag" data-tone={lead.temperature}>
                      {TEMPERATURES[lead.temperature]}
                    </span>
                  </td>
                  <td>{STAGES[lead.stage]}</td>
                  <td class="quiet">
                    <When at={lead.createdAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data.next && (
        <div>
          <button type="button" class="button" disabled={busy} onClick={() => void more()}>
            Show more
          </button>
        </div>
      )}
    </section>
  )
}
