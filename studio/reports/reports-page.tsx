import type { Funnel } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'

/** From shown to accepted. */
export function ReportsPage() {
  const { data, error, reload } = useLoad('funnel', () => get<Funnel>('/funnel'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <div class="page">
      <header class="page-head">
        <h1>Reports</h1>
      </header>
      <dl>
        {Object.entries(data.total).map(([step, visitors]) => (
          <div key={step}>
            <dt>{step}</dt>
            <dd class="number">{visitors}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
