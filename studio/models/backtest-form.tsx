import { useState } from 'preact/hooks'
import type { BacktestRequest, BacktestTarget, ModelsOverview } from '#server/http/api-type.ts'
import { SelectField } from '../ui/select-field.tsx'
import { choicesOf, toChoice } from './model-words.ts'

const DAY_MS = 86_400_000
const PERIODS = [
  { id: '90', label: 'Last 90 days' },
  { id: '180', label: 'Last 180 days' },
  { id: '365', label: 'Last year' },
  { id: '', label: 'All leads' },
]
const TARGETS: readonly { readonly id: BacktestTarget; readonly label: string }[] = [
  { id: 'sql', label: 'Reached SQL' },
  { id: 'accepted', label: 'Accepted by sales' },
  { id: 'won', label: 'Bought' },
]
const MATURE = ['14', '30', '45', '90', '180']

interface BacktestFormProps {
  readonly overview: ModelsOverview
  readonly busy: boolean
  readonly onRun: (request: BacktestRequest) => void
}

/** Which models, which leads, and what counts as good. */
export function BacktestForm({ overview, busy, onRun }: BacktestFormProps) {
  const choices = choicesOf(overview)
  const isLive = overview.versions.some(({ live }) => live)
  const preset = overview.presets[0]?.id ?? 'bant'
  const earlier = overview.versions.find(({ live }) => !live)?.revision ?? `preset:${preset}`
  const [candidate, setCandidate] = useState(overview.draft.changed ? 'draft' : earlier)
  const [base, setBase] = useState(isLive ? 'live' : `preset:${preset}`)
  const [period, setPeriod] = useState('90')
  const [moment, setMoment] = useState('capture')
  const [target, setTarget] = useState<BacktestTarget>('sql')
  const [mature, setMature] = useState('45')
  const run = (event: Event) => {
    event.preventDefault()
    const now = Date.now()
    onRun({
      base: toChoice(base),
      candidate: toChoice(candidate),
      since: period === '' ? 0 : now - Number(period) * DAY_MS,
      until: now,
      moment: moment === 'capture' ? 'capture' : now,
      target,
      matureDays: Number(mature),
      seed: Math.floor(Math.random() * 2 ** 32),
    })
  }
  return (
    <form class="panel model-part" onSubmit={run}>
      <div class="backtest-form">
        <SelectField label="Model" value={candidate} options={choices} onPick={setCandidate} />
        <SelectField label="Against" value={base} options={choices} onPick={setBase} />
        <SelectField label="Leads" value={period} options={PERIODS} onPick={setPeriod} />
        <SelectField
          label="Scored"
          value={moment}
          options={[
            { id: 'capture', label: 'As they were when they came' },
            { id: 'now', label: 'As they are today' },
          ]}
          onPick={setMoment}
        />
        <SelectField
          label="A lead is good if it"
          value={target}
          options={TARGETS.map(({ id, label }) => ({ id, label: label.toLowerCase().replace('sql', 'SQL') }))}
          onPick={picked => setTarget(TARGETS.find(({ id }) => id === picked)?.id ?? 'sql')}
        />
        <SelectField
          label="Give it time to"
          value={mature}
          options={MATURE.map(days => ({ id: days, label: `${days} days` }))}
          onPick={setMature}
        />
      </div>
      <div class="row" data-spread>
        <p class="quiet">
          Open leads younger than {mature} days are judged by nobody: they may still turn out well. Older ones that came
          to nothing count as bad.
        </p>
        <button type="submit" class="button" data-look="main" disabled={busy}>
          Run on past leads
        </button>
      </div>
    </form>
  )
}
