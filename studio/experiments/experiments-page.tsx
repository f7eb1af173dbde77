import type { ExperimentReport, FlowSummary } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'

/** What is under test, with plain counts. */
export function ExperimentsPage() {
  const { data, error, reload } = useLoad('experiments', loadReports)
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <div class="page">
      <header class="page-head">
        <h1>Experiments</h1>
      </header>
      <ul>
        {data.map(({ flow, report }) => (
          <li key={`${flow.id} ${report.id} ${report.version}`}>
            {flow.name}: {report.id}
          </li>
        ))}
      </ul>
    </div>
  )
}

async function loadReports() {
  const flows = await get<readonly FlowSummary[]>('/flows')
  const reports = await Promise.all(
    flows.map(flow => get<readonly ExperimentReport[]>(`/flows/${flow.id}/experiments`)),
  )
  return flows.flatMap((flow, index) => (reports[index] ?? []).map(report => ({ flow, report })))
}
