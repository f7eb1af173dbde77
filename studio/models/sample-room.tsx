import { useState } from 'preact/hooks'
import type { BacktestReport, BacktestRequest, LeadNames } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { Trouble } from '../ui/trouble.tsx'
import { count, STAGES } from '../words.ts'
import { Running } from './backtest-room.tsx'
import { COMPARED_COLUMNS, ComparedRow, ComparedTable } from './compared-table.tsx'
import { useBacktests } from './use-backtests.ts'

const YEAR_MS = 365 * 86_400_000

/** A few leads of every stage under the draft and the live model, drawn by chance: what people look at before it goes live. */
export function SampleRoom({ flow }: { readonly flow: string }) {
  const [open, setOpen] = useState<string | undefined>()
  const { view, run, cancel } = useBacktests(flow, open)
  const draw = async () => {
    const id = await run(anotherSample())
    if (id) setOpen(id)
  }
  const { data } = view
  if (view.error) return <Trouble error={view.error} retry={view.reload} />
  if (data === undefined) return null
  if (data?.status === 'running') return <Running view={data} onCancel={cancel} />
  return (
    <div class="stack">
      <header class="row" data-spread>
        <p class="quiet sample-words">
          A few leads from every stage, drawn by chance, under both models. Read some of them before you publish: do the
          scores say what you would say?
        </p>
        {may('edit_flows') && (
          <button type="button" class="button" data-look="main" onClick={() => void draw()}>
            {data?.report ? 'Draw another sample' : 'Draw a sample'}
          </button>
        )}
      </header>
      {data?.report && data.report.leads > 0 ? (
        <Sample report={data.report} people={data.people} />
      ) : (
        <div class="empty">
          <h2>No sample yet</h2>
          <p>Draw one: it takes leads of the last year and scores them by the draft and by what is live.</p>
        </div>
      )}
    </div>
  )
}

function anotherSample(): BacktestRequest {
  const now = Date.now()
  return {
    base: { kind: 'live' },
    candidate: { kind: 'draft' },
    since: now - YEAR_MS,
    until: now,
    moment: 'capture',
    target: 'sql',
    matureDays: 45,
    seed: Math.floor(Math.random() * 2 ** 32),
  }
}

function Sample({ report, people }: { readonly report: BacktestReport; readonly people: LeadNames }) {
  const same = report.sample.every(({ leads }) => leads.every(({ differences }) => differences.length === 0))
  return (
    <section class="panel model-part">
      <header>
        <h2>
          {report.candidate.name} beside {report.base.name}
        </h2>
        <p class="quiet">Scores of the day when each of them came, nothing faded yet.</p>
        {same && (
          <p class="notice">
            Both count everything alike. Change points in the draft to see what they would do, or read on to judge the
            model that is live.
          </p>
        )}
      </header>
      <ComparedTable label="Sample" why="What differs" report={report}>
        {report.sample.map(({ stage, of, leads }) => (
          <tbody key={stage}>
            <tr class="stage-row">
              <th scope="rowgroup" colSpan={COMPARED_COLUMNS}>
                {STAGES[stage]} <span class="quiet">{count(of, 'lead')}</span>
              </th>
            </tr>
            {leads.map(lead => (
              <ComparedRow key={lead.id} lead={lead} people={people} />
            ))}
          </tbody>
        ))}
      </ComparedTable>
    </section>
  )
}
