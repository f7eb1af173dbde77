import { useRoute } from 'preact-iso'
import type { FlowDetail } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'

/** One flow: its questions, points, routing, placement and releases. */
export function FlowPage() {
  const { id = '' } = useRoute().params
  const { data, error, reload } = useLoad(id, () => get<FlowDetail>(`/flows/${id}`))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <div class="page">
      <header class="page-head">
        <h1>{data.flow.name}</h1>
      </header>
      <ol>
        {data.flow.steps.map(step => (
          <li key={step.id}>{'text' in step ? step.text : step.kind}</li>
        ))}
      </ol>
    </div>
  )
}
