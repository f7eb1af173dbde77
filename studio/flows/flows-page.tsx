import './flows-page.css'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { FlowSummary } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { may } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { type Column, SortableHead, useSorting } from '../ui/sorting.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { When } from '../ui/when.tsx'
import { NewFlowDialog } from './new-flow-dialog.tsx'

/** All flows of the workspace: what is live, what is not yet, and how they did lately. */
export function FlowsPage() {
  const { data: flows, error, reload } = useLoad('flows', () => get<readonly FlowSummary[]>('/flows'))
  const { query, route } = useLocation()
  const [making, setMaking] = useState('new' in query)
  useEffect(() => {
    document.title = 'Flows · Parley'
  }, [])
  if (error) return <Trouble error={error} retry={reload} />
  if (!flows) return null
  return (
    <div class="page">
      <header class="page-head">
        <h1>Flows</h1>
        {may('edit_flows') && (
          <button type="button" class="button" data-look="main" onClick={() => setMaking(true)}>
            <Icon name="plus" />
            New flow
          </button>
        )}
      </header>
      {flows.length > 0 ? <FlowTable flows={flows} /> : <NoFlows onNew={() => setMaking(true)} />}
      {making && (
        <NewFlowDialog
          onClose={() => setMaking(false)}
          onMade={id => route(`/studio/flows/${encodeURIComponent(id)}`)}
        />
      )}
    </div>
  )
}

const COLUMNS: readonly Column<FlowSummary>[] = [
  { id: 'name', label: 'Flow', by: ({ name }) => name },
  { id: 'live', label: 'Live', by: ({ live }) => live?.publishedAt ?? null },
  { id: 'started', label: 'Started', number: true, by: ({ recent }) => recent.started },
  { id: 'completed', label: 'Completed', number: true, by: ({ recent }) => recent.completed },
  { id: 'qualified', label: 'Qualified', number: true, by: ({ recent }) => recent.qualified },
  { id: 'updated', label: 'Edited', by: ({ updatedAt }) => updatedAt },
]

function FlowTable({ flows }: { readonly flows: readonly FlowSummary[] }) {
  const { sorted, sorting, sortBy } = useSorting(flows, COLUMNS, { column: 'name', down: false })
  return (
    <div class="panel table-wrap">
      <table class="data-table flow-table">
        <caption class="visually-hidden">Flows, with the visits of the last 30 days</caption>
        <SortableHead columns={COLUMNS} sorting={sorting} onSort={sortBy} />
        <tbody>
          {sorted.map(flow => (
            <tr key={flow.id}>
              <th scope="row">
                <a href={`/studio/flows/${encodeURIComponent(flow.id)}`}>{flow.name}</a>
                {flow.changed && flow.live && (
                  <span class="tag" data-tone="accent">
                    Unpublished changes
                  </span>
                )}
              </th>
              <td>
                {flow.live ? (
                  <>
                    Release {flow.live.number}, <When at={flow.live.publishedAt} />
                  </>
                ) : (
                  <span class="quiet">Not live yet</span>
                )}
              </td>
              <Recent flow={flow} />
              <td>
                <When at={flow.updatedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet table-note">Started, completed and qualified: the last 30 days.</p>
    </div>
  )
}

function Recent({ flow: { recent } }: { readonly flow: FlowSummary }) {
  const share = (part: number) => (recent.started > 0 ? `${Math.round((100 * part) / recent.started)} %` : '')
  return (
    <>
      <td class="number">{recent.started.toLocaleString('en')}</td>
      <td class="number">
        {recent.completed.toLocaleString('en')} <small class="quiet">{share(recent.completed)}</small>
      </td>
      <td class="number">
        {recent.qualified.toLocaleString('en')} <small class="quiet">{share(recent.qualified)}</small>
      </td>
    </>
  )
}

function NoFlows({ onNew }: { readonly onNew: () => void }) {
  return (
    <div class="empty">
      <h2>Make your first flow</h2>
      <p>Start from a template: the questions, the points and the routing are there, and you change the words.</p>
      {may('edit_flows') && (
        <button type="button" class="button" data-look="main" onClick={onNew}>
          Choose a template
        </button>
      )}
    </div>
  )
}
