import { useLocation } from 'preact-iso'
import type { Backtest, BacktestRequest, BacktestView, ModelsOverview } from '#server/http/api-type.ts'
import { get, query as toQuery } from '../api.ts'
import { may } from '../me.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { fromNow } from '../ui/when.tsx'
import { BacktestForm } from './backtest-form.tsx'
import { BacktestReportView } from './backtest-report.tsx'
import { choiceId, choicesOf } from './model-words.ts'
import { useBacktests } from './use-backtests.ts'

/** A model over past leads, beside another one. */
export function BacktestRoom({ flow }: { readonly flow: string }) {
  const { query, route } = useLocation()
  const {
    data: overview,
    error,
    reload,
  } = useLoad(`models ${flow}`, () => get<ModelsOverview>(`/flows/${flow}/models`))
  const { list, view, run, cancel } = useBacktests(flow, query.run)
  const open = (id: string) => route(`/studio/scoring/backtest${toQuery({ flow, run: id })}`)
  const begin = async (request: BacktestRequest) => {
    const id = await run(request)
    if (id) open(id)
  }
  if (error) return <Trouble error={error} retry={reload} />
  if (!overview) return null
  const shown = view.data
  return (
    <div class="stack backtest-room">
      {may('edit_flows') && (
        <BacktestForm
          key={overview.draft.revision}
          overview={overview}
          busy={shown?.status === 'running'}
          onRun={begin}
        />
      )}
      {(list.data?.length ?? 0) > 1 && (
        <EarlierRuns runs={list.data ?? []} overview={overview} open={shown?.id} onOpen={open} />
      )}
      {view.error ? <Trouble error={view.error} retry={view.reload} /> : <Shown view={shown} onCancel={cancel} />}
    </div>
  )
}

function Shown({
  view,
  onCancel,
}: {
  readonly view: BacktestView | null | undefined
  readonly onCancel: () => unknown
}) {
  if (view === undefined) return null
  if (view === null) {
    return (
      <div class="empty">
        <h2>See what a model would have done</h2>
        <p>
          Past leads are scored again as they were when they came, by the model you choose. The report tells who would
          have been handed over, and how right that would have been.
        </p>
      </div>
    )
  }
  if (view.status === 'running') return <Running view={view} onCancel={onCancel} />
  if (view.report) return <BacktestReportView report={view.report} people={view.people} />
  return (
    <p class="notice" data-tone="warn">
      {view.status === 'cancelled' ? 'This run was ended before it was done.' : view.problem}
    </p>
  )
}

export function Running({ view, onCancel }: { readonly view: BacktestView; readonly onCancel: () => unknown }) {
  const { done, total } = view
  return (
    <section class="panel model-part running" aria-live="polite">
      <div class="row" data-spread>
        <p>
          <strong>
            {total === 0
              ? 'Looking for leads…'
              : `${done.toLocaleString('en')} of ${total.toLocaleString('en')} leads scored`}
          </strong>
          <br />
          <span class="quiet">You can leave this page; the run goes on.</span>
        </p>
        {may('edit_flows') && (
          <button type="button" class="button" data-size="small" onClick={() => void onCancel()}>
            End it
          </button>
        )}
      </div>
      <progress class="progress" max={Math.max(1, total)} value={done} aria-label="Leads scored" />
    </section>
  )
}

interface EarlierRunsProps {
  readonly runs: readonly Backtest[]
  readonly overview: ModelsOverview
  readonly open: string | undefined
  readonly onOpen: (id: string) => void
}

function EarlierRuns({ runs, overview, open, onOpen }: EarlierRunsProps) {
  const choices = choicesOf(overview)
  const labelOf = (id: string) => choices.find(choice => choice.id === id)?.label ?? 'A model'
  return (
    <fieldset class="row">
      <legend class="visually-hidden">Runs</legend>
      {runs.slice(0, 6).map(one => (
        <button
          type="button"
          key={one.id}
          class="chip"
          aria-pressed={one.id === open}
          title={`${labelOf(choiceId(one.spec.candidate))} against ${labelOf(choiceId(one.spec.base))}, by ${one.by}`}
          onClick={() => onOpen(one.id)}
        >
          {labelOf(choiceId(one.spec.candidate)).replace(' (same as live)', '')} · {fromNow(one.createdAt, Date.now())}
          {one.status !== 'done' && <span class="quiet"> ({one.status})</span>}
        </button>
      ))}
    </fieldset>
  )
}
