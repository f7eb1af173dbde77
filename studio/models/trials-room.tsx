import { useState } from 'preact/hooks'
import type { ModelsOverview, TrialReport, TrialRequest } from '#server/http/api-type.ts'
import { get, post } from '../api.ts'
import { may } from '../me.ts'
import { NumberField } from '../ui/number-field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { When } from '../ui/when.tsx'
import { choicesOf, toChoice } from './model-words.ts'
import { ShadowPanel } from './shadow-panel.tsx'
import { SplitPanel } from './split-panel.tsx'

/** Another model on the leads that come: scoring along without effect, or a share of them for real. */
export function TrialsRoom({ flow }: { readonly flow: string }) {
  const overview = useLoad(`models ${flow}`, () => get<ModelsOverview>(`/flows/${flow}/models`))
  const { data, error, reload, replace } = useLoad(`trials ${flow}`, () =>
    get<readonly TrialReport[]>(`/flows/${flow}/trials`),
  )
  if (error || overview.error) return <Trouble error={error ?? overview.error} retry={reload} />
  if (!data || !overview.data) return null
  const running = (mode: TrialReport['mode']) => data.some(trial => trial.mode === mode && trial.endedAt === null)
  const start = (request: TrialRequest) =>
    post<readonly TrialReport[]>(`/flows/${flow}/trials`, request).then(trials => {
      replace(trials)
      tell(
        request.mode === 'shadow'
          ? 'It scores along from the next lead on'
          : 'It scores its share from the next lead on',
      )
    }, fail)
  return (
    <div class="stack">
      {may('edit_flows') && !(running('shadow') && running('challenger')) && (
        <div class="side-by-side trial-starts">
          {!running('shadow') && <StartTrial mode="shadow" overview={overview.data} onStart={start} />}
          {!running('challenger') && <StartTrial mode="challenger" overview={overview.data} onStart={start} />}
        </div>
      )}
      {data.map(trial => (
        <TrialPanel key={trial.id} trial={trial} flow={flow} onDone={replace} />
      ))}
      {data.length === 0 && !may('edit_flows') && (
        <div class="empty">
          <h2>No trials yet</h2>
          <p>A marketer can let another model score along, or let it score a share of the new leads.</p>
        </div>
      )}
    </div>
  )
}

const STARTS = {
  shadow: {
    title: 'Let a model score along',
    words: 'It scores every new lead beside the live model. Nobody is routed, told or moved by it.',
    button: 'Start scoring along',
  },
  challenger: {
    title: 'Let a model compete',
    words:
      'It scores a share of the new leads for real; the live model scores the rest. A lead keeps its side for good.',
    button: 'Start competing',
  },
} as const

interface StartTrialProps {
  readonly mode: TrialReport['mode']
  readonly overview: ModelsOverview
  readonly onStart: (request: TrialRequest) => void
}

function StartTrial({ mode, overview, onStart }: StartTrialProps) {
  const choices = choicesOf(overview).filter(({ id }) => id !== 'live' && !(id === 'draft' && !overview.draft.changed))
  const [picked, setPicked] = useState(choices[0]?.id ?? '')
  const [share, setShare] = useState(20)
  const { title, words, button } = STARTS[mode]
  const start = (event: Event) => {
    event.preventDefault()
    onStart({ mode, candidate: toChoice(picked), ...(mode === 'challenger' && { share }) })
  }
  return (
    <form class="panel model-part" onSubmit={start}>
      <header>
        <h2>{title}</h2>
        <p class="quiet">{words}</p>
      </header>
      <div class="compare-choice">
        <SelectField label="Model" value={picked} options={choices} onPick={setPicked} />
        {mode === 'challenger' && (
          <NumberField
            label="Share of new leads"
            unit="%"
            min={1}
            max={90}
            value={share}
            onNumber={number => number !== null && setShare(number)}
          />
        )}
      </div>
      <div>
        <button type="submit" class="button" disabled={picked === '' || !overview.versions.some(({ live }) => live)}>
          {button}
        </button>
      </div>
    </form>
  )
}

interface TrialPanelProps {
  readonly trial: TrialReport
  readonly flow: string
  readonly onDone: (trials: readonly TrialReport[]) => void
}

function TrialPanel({ trial, flow, onDone }: TrialPanelProps) {
  const end = () => post<readonly TrialReport[]>(`/flows/${flow}/trials/${trial.id}/end`).then(onDone, fail)
  return (
    <section class="panel model-part">
      <header class="row" data-spread>
        <div>
          <h2 class="row">
            {trial.name} {trial.mode === 'shadow' ? 'scores along' : `competes for ${trial.share / 100} %`}
            <span class="tag" data-tone={trial.endedAt === null ? 'good' : undefined}>
              {trial.endedAt === null ? 'Running' : 'Over'}
            </span>
          </h2>
          <p class="quiet">
            Began <When at={trial.startedAt} />, by {trial.by}
            {trial.endedAt !== null && (
              <>
                ; over <When at={trial.endedAt} />
                {trial.endedWhy === 'published' && ', when another model went live'}
              </>
            )}
          </p>
        </div>
        {trial.endedAt === null && may('edit_flows') && (
          <button type="button" class="button" data-size="small" onClick={() => void end()}>
            End it
          </button>
        )}
      </header>
      {trial.split && <SplitPanel split={trial.split} />}
      {trial.shadow && <ShadowPanel shadow={trial.shadow} />}
    </section>
  )
}
