import './experiments.css'
import { useEffect } from 'preact/hooks'
import type { ExperimentReport, FlowDetail, FlowSummary } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { ExperimentTable } from './experiment-table.tsx'

interface TestedFlow {
  readonly flow: Pick<FlowDetail, 'id' | 'flow'>
  readonly reports: readonly ExperimentReport[]
}

/** What is under test, with plain counts and no verdict. */
export function ExperimentsPage() {
  const { data, error, reload } = useLoad('experiments', loadReports)
  useEffect(() => {
    document.title = 'Experiments · Parley'
  }, [])
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  if (data.length === 0) return <NothingTested />
  return (
    <div class="page">
      <header class="page-head">
        <h1>Experiments</h1>
      </header>
      <p class="notice">
        These are counts, not verdicts. A lead over a few days is often chance: let a test run for at least two full
        weeks and some hundred visitors a wording before you decide.
      </p>
      {data.map(({ flow, reports }) => (
        <section class="tested" key={flow.id}>
          <h2>
            <a href={`/studio/flows/${encodeURIComponent(flow.id)}`}>{flow.flow.name}</a>
          </h2>
          {reports.map(report => (
            <ExperimentTable key={`${report.id} ${report.version}`} flow={flow.flow} report={report} />
          ))}
        </section>
      ))}
    </div>
  )
}

function NothingTested() {
  return (
    <div class="page">
      <header class="page-head">
        <h1>Experiments</h1>
      </header>
      <div class="empty">
        <h2>Nothing is under test</h2>
        <p>Open a flow, choose a sentence and press “Test another wording”. Publish, and the counts appear here.</p>
        <a class="button" data-look="main" href="/studio/flows">
          Go to flows
        </a>
      </div>
    </div>
  )
}

async function loadReports(): Promise<TestedFlow[]> {
  const flows = await get<readonly FlowSummary[]>('/flows')
  const tested = await Promise.all(
    flows.map(async ({ id }) => {
      const reports = await get<readonly ExperimentReport[]>(`/flows/${encodeURIComponent(id)}/experiments`)
      // The words under test stand in the flow; a flow without tests need not be fetched.
      return reports.length > 0 ? [{ flow: await get<FlowDetail>(`/flows/${encodeURIComponent(id)}`), reports }] : []
    }),
  )
  return tested.flat()
}
