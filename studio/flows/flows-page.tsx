import type { FlowSummary } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'

/** All flows of the workspace. */
export function FlowsPage() {
  const { data: flows, error, reload } = useLoad('flows', () => get<readonly FlowSummary[]>('/flows'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!flows) return null
  return (
    <div class="page">
      <header class="page-head">
        <h1>Flows</h1>
      </header>
      <ul>
        {flows.map(flow => (
          <li key={flow.id}>
            <a href={`/studio/flows/${flow.id}`}>{flow.name}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
