import './reports.css'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { FlowSummary, Funnel } from '#server/http/api-type.ts'
import { get, query as toQuery } from '../api.ts'
import { downloadCsv } from '../ui/csv.ts'
import { Icon } from '../ui/icon.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { DayTable } from './day-table.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { TrendChart } from './trend-chart.tsx'

const PERIODS = ['7', '30', '90', '365'] as const

/** How far visitors get, from seeing the flow to a lead that sales accepted. The filters stand in the address. */
export function ReportsPage() {
  const { query, route } = useLocation()
  const days = PERIODS.find(period => period === query.days) ?? '30'
  const { flow = '' } = query
  const search = toQuery({ flow, days })
  const { data: flows } = useLoad('flows', () => get<readonly FlowSummary[]>('/flows'))
  const { data: funnel, error, reload } = useLoad(search, () => get<Funnel>(`/funnel${search}`))
  useEffect(() => {
    document.title = 'Reports · Parley'
  }, [])
  const go = (change: { flow?: string; days?: string }) =>
    route(`/studio/reports${toQuery({ flow, days, ...change })}`, true)
  return (
    <div class="page">
      <header class="page-head">
        <h1>Reports</h1>
        {funnel && (
          <button type="button" class="button" data-size="small" onClick={() => download(funnel)}>
            <Icon name="download" />
            Export CSV
          </button>
        )}
      </header>
      <div class="row report-filters">
        <SelectField
          quiet
          label="Flow"
          value={flow}
          options={[{ id: '', label: 'All flows' }, ...(flows ?? []).map(({ id, name }) => ({ id, label: name }))]}
          onPick={picked => go({ flow: picked })}
        />
        <fieldset class="row">
          <legend class="visually-hidden">Period</legend>
          {PERIODS.map(period => (
            <button
              type="button"
              key={period}
              class="chip"
              aria-pressed={days === period}
              onClick={() => go({ days: period })}
            >
              {period === '365' ? '1 year' : `${period} days`}
            </button>
          ))}
        </fieldset>
      </div>
      {error ? <Trouble error={error} retry={reload} /> : funnel && <Report funnel={funnel} />}
    </div>
  )
}

function Report({ funnel }: { readonly funnel: Funnel }) {
  const [asTable, setAsTable] = useState(false)
  if (funnel.total.exposed === 0) {
    return (
      <div class="empty">
        <h2>No visitors in this time</h2>
        <p>Choose a longer period, or check that the tag is on your pages.</p>
        <a class="button" href="/studio/settings">
          Show the tag
        </a>
      </div>
    )
  }
  return (
    <>
      <section class="panel report">
        <h2>From first sight to accepted lead</h2>
        <FunnelTable total={funnel.total} />
      </section>
      <section class="panel report">
        <header class="row" data-spread>
          <h2>Day by day</h2>
          <button
            type="button"
            class="button"
            data-size="small"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'Show as chart' : 'Show as table'}
          </button>
        </header>
        {asTable ? <DayTable days={funnel.days} /> : <TrendChart days={funnel.days} />}
      </section>
      <p class="quiet report-note">Visitors by the day (UTC) they were first seen on. Robots are left out.</p>
    </>
  )
}

function download({ days }: Funnel): void {
  const head = ['day', 'exposed', 'started', 'completed', 'qualified', 'accepted']
  const lines = days.map(one => [one.day, one.exposed, one.started, one.completed, one.qualified, one.accepted])
  downloadCsv('funnel.csv', [head, ...lines])
}
